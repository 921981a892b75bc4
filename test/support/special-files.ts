import { execFileSync } from 'node:child_process';

export function makeFifo(path: string): void {
	execFileSync('mkfifo', [path]);
}

const NOBODY = 65_534;

/** Does `work` without the superuser's right to write everywhere, which test machines often run with. */
export function unprivileged<T>(work: () => T): T {
	if (process.getuid?.() !== 0) return work();
	process.seteuid?.(NOBODY);
	try {
		return work();
	} finally {
		process.seteuid?.(0);
	}
}

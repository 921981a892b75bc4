import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const PACKAGES = resolve(import.meta.dirname, '..', '..', '..', 'node_modules');

/** What a run must be found to have failed with. */
export interface ExpectedFailure {
	/** The test; of what is no test, the class alone names it. */
	readonly test?: string;
	readonly className: string;
	/** The innermost own call, as far as the reporter shows it. */
	readonly at: string | undefined;
}

/** A program that runs tests or compiles, and a small project that it does so in. */
export interface ProjectRun {
	readonly name: string;
	/** What must be there to try it; without it, it is in the packages that are installed anyway. */
	readonly tool?: readonly [command: string, ...args: string[]];
	readonly files: Readonly<Record<string, string>>;
	readonly command: readonly [string, ...string[]];
	readonly env?: Readonly<Record<string, string>>;
}

/** One in which something fails. */
export interface FailingRun extends ProjectRun {
	/** Runs of one family fail in the same way, however they say it. */
	readonly family?: string;
	readonly failures: readonly ExpectedFailure[];
}

export const hasTool = ([command, ...args]: readonly [string, ...string[]]): boolean =>
	spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** What the program says, and its exit code. */
export function runProject({ files, command, env }: ProjectRun): {
	readonly log: string;
	readonly status: number | null;
	/** Where it ran; some programs name it. */
	readonly folder: string;
} {
	const folder = mkdtempSync(join(tmpdir(), 'murmur8-run-'));
	try {
		for (const [name, text] of Object.entries(files)) {
			mkdirSync(join(folder, dirname(name)), { recursive: true });
			writeFileSync(join(folder, name), text);
		}
		symlinkSync(PACKAGES, join(folder, 'node_modules'));
		const [program, ...args] = command;
		// Nothing of the test runner around it: it would change what its like says.
		const { PATH = '', HOME = '', CARGO_HOME, RUSTUP_HOME } = process.env;
		const homes = { ...(CARGO_HOME && { CARGO_HOME }), ...(RUSTUP_HOME && { RUSTUP_HOME }) };
		const { stdout, stderr, status } = spawnSync(program, args, {
			cwd: folder,
			encoding: 'utf8',
			env: { PATH, HOME, LC_ALL: 'C', PYTHONDONTWRITEBYTECODE: '1', ...homes, ...env },
		});
		return { log: `${stdout}\n${stderr}`, status, folder };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What a process of `foreign-writer.ts` does to the published files. */
export interface ForeignOrder {
	readonly root: string;
	/** Where it sends what it drains. */
	readonly url: string;
	readonly changes: readonly ('history' | 'clear' | 'drain' | 'add')[];
}

const script = fileURLToPath(new URL('foreign-writer.ts', import.meta.url));

export interface ForeignDeeds {
	/** Events that it took out of the queue file after it had sent them. */
	readonly drained: readonly string[];
	/** Events that it wrote over without having read them. */
	readonly overwritten: readonly string[];
	readonly exitCode: number | null;
}

export interface ForeignWriter {
	/** Resolves when it has written a few times. */
	readonly writing: Promise<void>;
	/** Ends it, and tells what it did. */
	readonly end: () => Promise<ForeignDeeds>;
}

export function startForeignWriter(order: ForeignOrder): ForeignWriter {
	const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, JSON.stringify(order)], {
		cwd: order.root,
		env: { PATH: process.env['PATH'] ?? '' },
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const drained: string[] = [];
	const overwritten: string[] = [];
	const lines = createInterface({ input: child.stdout });
	const writing = new Promise<void>((resolve) => {
		lines.on('line', (line) => {
			const [what = '', runId = ''] = line.split(' ');
			if (what === 'writing') resolve();
			if (what === 'drained') drained.push(runId);
			if (what === 'overwrote') overwritten.push(runId);
		});
		lines.on('close', resolve);
	});
	const closed = Promise.all([once(child, 'close'), once(lines, 'close')]);
	return {
		writing,
		end: async () => {
			child.stdin.end();
			const [[exitCode]] = await closed;
			return { drained, overwritten, exitCode: exitCode as number | null };
		},
	};
}

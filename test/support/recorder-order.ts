import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What a process of `recorder.ts` is to do. */
export interface RecorderOrder {
	readonly root: string;
	readonly url: string;
	readonly key: string;
	/** Taken in turn. */
	readonly slugs: readonly string[];
	readonly work: 'record' | 'deliver' | 'both';
	/** How often; a process that is to be killed gets more than it can do. */
	readonly runs: number;
}

export interface Recorder {
	readonly child: ChildProcess;
	/** Runs whose start, or end, was acknowledged so far. */
	readonly started: readonly string[];
	readonly finished: readonly string[];
	/** Resolves when the process is loaded and begins. */
	readonly ready: Promise<void>;
	/** Resolves when it has ended and everything that it said was read. */
	readonly ended: Promise<{ readonly exitCode: number | null; readonly stderr: string }>;
}

const script = fileURLToPath(new URL('recorder.ts', import.meta.url));

export function startRecorder(order: RecorderOrder): Recorder {
	const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, JSON.stringify(order)], {
		cwd: order.root,
		env: { PATH: process.env['PATH'] ?? '' },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const started: string[] = [];
	const finished: string[] = [];
	let stderr = '';
	child.stderr.on('data', (chunk: Buffer) => {
		stderr += chunk.toString();
	});
	const lines = createInterface({ input: child.stdout });
	const ready = new Promise<void>((resolve) => {
		lines.on('line', (line) => {
			const [what = '', runId = ''] = line.split(' ');
			if (what === 'ready') resolve();
			if (what === 'start') started.push(runId);
			if (what === 'finish') finished.push(runId);
		});
		// One that fails to load is never ready; its exit code says so.
		lines.on('close', resolve);
	});
	const ended = Promise.all([once(child, 'close'), once(lines, 'close')]).then(([[exitCode]]) => ({
		exitCode: exitCode as number | null,
		stderr,
	}));
	return { child, started, finished, ready, ended };
}

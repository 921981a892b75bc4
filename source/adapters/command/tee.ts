import { fstatSync, write } from 'node:fs';
import type { Readable } from 'node:stream';
import { tty } from '../builtin.ts';
import { sleep } from '../clock.ts';

const [STDOUT, STDERR] = [1, 2];
/** How long a pipe must be silent, once its command has ended, to be given up: a daemon may hold it open for ever. */
const SILENCE_MS = 250;
const LOOK_MS = 25;
const FULL_PIPE_MS = 5;

/** Where the command's output goes: straight through, or through us. */
export type OutputPlan = 'inherit' | 'stdout' | 'stderr' | 'both' | 'both-in-one';

const isSameFile = (one: number, other: number): boolean => {
	const [a, b] = [fstatSync(one), fstatSync(other)];
	return a.dev === b.dev && a.ino === b.ino && a.rdev === b.rdev;
};

/**
 * Which of the outputs can be read on their way. A terminal stays one: a command that finds a pipe in its place prints
 * otherwise. Two outputs that end in one file go through one pipe, else their order would be lost.
 */
export function planOutput(): OutputPlan {
	const { isatty } = tty();
	const hasStdout = !isatty(STDOUT);
	const hasStderr = !isatty(STDERR);
	if (!hasStdout || !hasStderr) return hasStdout ? 'stdout' : hasStderr ? 'stderr' : 'inherit';
	try {
		return process.platform !== 'win32' && isSameFile(STDOUT, STDERR) ? 'both-in-one' : 'both';
	} catch {
		// One of them is closed: there is nothing to read from it, and nothing to be lost.
		return 'inherit';
	}
}

type Written = 'taken' | 'reader-gone';

function writeOnce(descriptor: number, bytes: Uint8Array, from: number): Promise<number | string> {
	return new Promise((resolve) => {
		write(descriptor, bytes, from, bytes.length - from, null, (error, count) =>
			resolve(error ? (error.code ?? '') : count),
		);
	});
}

/** Writes in the background, so that signals are handed on while nobody reads. */
async function writeAll(descriptor: number, bytes: Uint8Array): Promise<Written> {
	for (let at = 0; at < bytes.length; ) {
		const count = await writeOnce(descriptor, bytes, at);
		if (typeof count === 'number') at += count;
		else if (count === 'EAGAIN') await sleep(FULL_PIPE_MS);
		else return 'reader-gone';
	}
	return 'taken';
}

export interface Pump {
	readonly done: Promise<void>;
	/** How often something came; undefined while it is being written. */
	readonly progress: () => number | undefined;
	readonly stop: () => void;
}

/** Hands bytes on as fast as they are taken, no faster: whoever writes them waits as without us. */
export function pump(source: Readable, descriptor: number, tap: (chunk: Uint8Array) => void): Pump {
	let chunks = 0;
	let isWriting = false;
	const run = async () => {
		for await (const chunk of source as AsyncIterable<Uint8Array>) {
			chunks++;
			tap(chunk);
			isWriting = true;
			// Leaving the loop closes the pipe: the command gets the same error as without us.
			if ((await writeAll(descriptor, chunk)) === 'reader-gone') return;
			isWriting = false;
		}
	};
	const done = run()
		.catch(() => {})
		.finally(() => {
			isWriting = false;
		});
	return { done, progress: () => (isWriting ? undefined : chunks), stop: () => void source.destroy() };
}

/** Waits until everything that an ended command has written is handed on. */
export async function drain(pumps: readonly Pump[]): Promise<void> {
	let isDone = false;
	const all = Promise.all(pumps.map(({ done }) => done)).then(() => {
		isDone = true;
	});
	// What is done already costs no look.
	await Promise.race([all, Promise.resolve()]);
	let last = '';
	for (let silentMs = 0; !isDone && silentMs < SILENCE_MS; silentMs += LOOK_MS) {
		const seen = pumps.map(({ progress }) => progress() ?? 'writing').join();
		if (seen !== last || seen.includes('writing')) silentMs = 0;
		last = seen;
		await Promise.race([all, sleep(LOOK_MS)]);
	}
	for (const { stop } of pumps) stop();
}

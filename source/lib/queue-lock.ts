import { closeSync, linkSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nowMs } from '../adapters/clock.ts';
import { readSmallFile } from '../adapters/files.ts';
import { randomUuid } from '../adapters/random-id.ts';

const PAUSE_MS = 2;
/** The lock is held for one read and one write of a small file; a holder that takes this long is gone. */
const STALE_MS = 2_000;
const LONGEST_WAIT_MS = 10_000;

function pause(): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
}

/** Undefined where nobody holds it, and where something else than a lock is in its place. */
const holderOf = (lock: string) => readSmallFile(lock);

/** Takes the lock, or says that somebody else has it. */
function tryToTake(lock: string, name: string): boolean {
	let descriptor: number;
	try {
		descriptor = openSync(lock, 'wx', 0o600);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		return false;
	}
	try {
		writeSync(descriptor, name);
		return true;
	} catch (error) {
		rmSync(lock, { force: true });
		throw error;
	} finally {
		closeSync(descriptor);
	}
}

/** Removes the lock of a holder that is gone, and of no other: it is moved aside first and put back if it is new. */
function breakLock(lock: string, holder: string): void {
	const aside = `${lock}.${randomUuid()}.tmp`;
	try {
		renameSync(lock, aside);
		if (holderOf(aside) !== holder) linkSync(aside, lock);
	} catch {
		// Somebody else was faster.
	} finally {
		rmSync(aside, { force: true });
	}
}

function take(lock: string, name: string): void {
	const startMs = nowMs();
	let holder: string | undefined;
	let sinceMs = startMs;
	while (!tryToTake(lock, name)) {
		const current = holderOf(lock);
		if (current !== holder) {
			holder = current;
			sinceMs = nowMs();
		} else if (current !== undefined && nowMs() - sinceMs > STALE_MS) breakLock(lock, current);
		if (nowMs() - startMs > LONGEST_WAIT_MS) throw new Error(`${basename(lock)} is held by another process`);
		pause();
	}
}

/**
 * Does `work` while no other process of this library changes the file. The npm package knows no lock; against it helps
 * only that the time between reading and writing is short.
 * @throws what `work` throws; the system's error where the folder can't be written
 */
export function withQueueLock<T>(path: string, work: () => T): T {
	mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
	const lock = join(dirname(path), `.${basename(path)}.lock`);
	const name = randomUuid();
	take(lock, name);
	try {
		return work();
	} finally {
		if (holderOf(lock) === name) rmSync(lock, { force: true });
	}
}

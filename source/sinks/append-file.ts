import { closeSync, constants, fstatSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { SinkError } from './sink.ts';

/** A file that would grow beyond this makes room first: its content moves to a file of that name with `.1` behind. */
const LARGEST_FILE = 8 * 1024 * 1024;
/** A process that was killed while it rotated left its lock. */
const STALE_LOCK_MS = 10_000;

/** Appending: several processes may do so at once, each line is one write. Not blocking: a FIFO would hang for ever. */
const FLAGS =
	constants.O_WRONLY |
	constants.O_APPEND |
	constants.O_CREAT |
	(constants.O_NONBLOCK ?? 0) |
	(constants.O_NOFOLLOW ?? 0);

/** One folder after the other: told to make all at once, Node 26 goes round for ever where one can't be made (/proc). */
function makeFolder(path: string): void {
	if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
	if (dirname(path) !== path) makeFolder(dirname(path));
	try {
		mkdirSync(path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	}
}

function openForAppending(path: string): number {
	makeFolder(dirname(path));
	const descriptor = openSync(path, FLAGS, 0o600);
	if (fstatSync(descriptor).isFile()) return descriptor;
	closeSync(descriptor);
	throw new SinkError('the path is not a regular file');
}

function takeLock(lock: string, nowMs: number): boolean {
	try {
		closeSync(openSync(lock, 'wx', 0o600));
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		if (nowMs - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? nowMs) > STALE_LOCK_MS)
			rmSync(lock, { force: true });
		return false;
	}
}

/** One of several processes rotates; the others append to what is there, beyond the limit if need be. */
function rotate(path: string, neededBytes: number, nowMs: number): void {
	const isTooLarge = () => {
		const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
		return size > 0 && size + neededBytes > LARGEST_FILE;
	};
	if (!isTooLarge()) return;
	const lock = `${path}.lock`;
	if (!takeLock(lock, nowMs)) return;
	try {
		// Another process may have done it between the look and the lock.
		if (isTooLarge()) renameSync(path, `${path}.1`);
	} finally {
		rmSync(lock, { force: true });
	}
}

/**
 * Appends bytes that end in a line end, in one write.
 * @throws SinkError where something else than a file is there, the system's error where it can't be written
 */
export function appendToFile(path: string, bytes: Uint8Array, nowMs: number): void {
	rotate(path, bytes.length, nowMs);
	const descriptor = openForAppending(path);
	try {
		const written = writeSync(descriptor, bytes);
		if (written < bytes.length) throw new SinkError('the file took only a part of a line');
	} finally {
		closeSync(descriptor);
	}
}

/** Opens the file as appending would, and writes nothing. */
export function checkAppendable(path: string): void {
	closeSync(openForAppending(path));
}

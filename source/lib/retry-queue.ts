import { existsSync } from 'node:fs';
import { isJsonObject } from '../core/json.ts';
import type { Payload } from './payload.ts';
import { entryName } from './queue.ts';
import { queuePlace, readQueue, writeQueue } from './queue-file.ts';
import { withQueueLock } from './queue-lock.ts';

/** What became of the entries that were tried. */
export interface RetryResult {
	/** Entries that went and left the queue. */
	readonly sent: number;
	/** Entries that stay. */
	readonly kept: number;
}

/** Whether an answer says that the event is gone: truthy, or a result of `sendTelemetry` that is `ok`. */
function saysGone(answer: unknown): boolean {
	return isJsonObject(answer) && 'ok' in answer ? answer['ok'] === true : Boolean(answer);
}

const isPromise = (answer: unknown): answer is PromiseLike<unknown> =>
	typeof answer === 'object' && answer !== null && 'then' in answer && typeof answer.then === 'function';

/** The entries of now. A damaged file is put in order on the way. */
function takeStock(path: string): readonly unknown[] {
	const look = () => {
		const found = readQueue(path);
		if (found.kind === 'missing') return [];
		if (found.isMoved) writeQueue(path, found.entries);
		return found.entries;
	};
	return withQueueLock(path, look);
}

/** Takes the entries that went out of the file as it is by now; what others appended meanwhile stays. */
function remove(path: string, gone: readonly string[]): void {
	if (gone.length === 0) return;
	withQueueLock(path, () => {
		const found = readQueue(path);
		if (found.kind === 'missing') return;
		const left = [...gone];
		const kept = found.entries.filter((entry) => {
			const at = left.indexOf(entryName(entry));
			if (at >= 0) left.splice(at, 1);
			return at < 0;
		});
		writeQueue(path, kept);
	});
}

/** Entries of other programs can be of any shape; a function that expects payloads throws on those, and they stay. */
const asPayload = (entry: unknown) => entry as Payload;

/**
 * Hands each queued event to `sendFn`, oldest first, and takes those out of the queue for which it returns something
 * truthy. Where it returns something falsy or throws, the entry stays. The file is read again before it is written, so
 * what other processes append meanwhile is kept; when all went it holds `[]`.
 * @throws TypeError where `sendFn` returns a Promise (use `retryQueueAsync`); Error where something else than a
 * readable file is in the queue's place; the system's error where it can't be written
 */
export function retryQueue(queuePath: string, sendFn: (payload: Payload) => unknown): RetryResult {
	const path = queuePlace(queuePath);
	// Nothing is made for a queue that is not there.
	if (!existsSync(path)) return { sent: 0, kept: 0 };
	const entries = takeStock(path);
	const gone: string[] = [];
	try {
		for (const entry of entries) {
			// Before the call, which may change the entry.
			const name = entryName(entry);
			const answer = attempt(() => sendFn(asPayload(entry)));
			if (isPromise(answer)) {
				// Nobody waits for it: without a handler its failure would end the process.
				Promise.resolve(answer).catch(() => {});
				throw new TypeError('sendFn returned a Promise; use retryQueueAsync');
			}
			if (saysGone(answer)) gone.push(name);
		}
	} finally {
		remove(path, gone);
	}
	return { sent: gone.length, kept: entries.length - gone.length };
}

function attempt(work: () => unknown): unknown {
	try {
		return work();
	} catch {
		return false;
	}
}

/**
 * `retryQueue` for a `sendFn` that returns a Promise; one event after the other. A result of `sendTelemetry` counts as
 * sent when it is `ok`. Where the Promise is rejected the entry stays.
 * @returns a Promise, rejected where the queue can't be read or written
 */
export async function retryQueueAsync(
	queuePath: string,
	sendFn: (payload: Payload) => Promise<unknown>,
): Promise<RetryResult> {
	const path = queuePlace(queuePath);
	if (!existsSync(path)) return { sent: 0, kept: 0 };
	const entries = takeStock(path);
	const gone: string[] = [];
	for (const entry of entries) {
		const name = entryName(entry);
		const answer = await attemptAsync(() => sendFn(asPayload(entry)));
		if (saysGone(answer)) gone.push(name);
	}
	remove(path, gone);
	return { sent: gone.length, kept: entries.length - gone.length };
}

async function attemptAsync(work: () => Promise<unknown>): Promise<unknown> {
	try {
		return await work();
	} catch {
		return false;
	}
}

import { canonicalJson } from '../core/entry-identity.ts';
import { isJsonObject } from '../core/json.ts';
import { toJsonCopy } from './json-copy.ts';
import type { Payload } from './payload.ts';
import { queuePlace, readQueue, writeQueue } from './queue-file.ts';
import { withQueueLock } from './queue-lock.ts';

/** Entries that the queue holds at most; both programs keep to it. */
const MOST_ENTRIES = 50;

/** What tells one entry of the queue from another: its `runId`, else its content. */
export function entryName(entry: unknown): string {
	const runId = isJsonObject(entry) ? entry['runId'] : undefined;
	return typeof runId === 'string' && runId !== '' ? `run:${runId}` : canonicalJson(entry);
}

function append(payload: unknown, queuePath: string, isWanted: (entries: readonly unknown[]) => boolean): void {
	const entry = toJsonCopy(payload);
	if (!isJsonObject(entry)) throw new TypeError('a payload must be an object');
	const path = queuePlace(queuePath);
	withQueueLock(path, () => {
		const found = readQueue(path);
		const entries = found.kind === 'entries' ? found.entries : [];
		if (!isWanted(entries) && found.kind === 'entries' && !found.isMoved) return;
		writeQueue(path, (isWanted(entries) ? [...entries, entry] : entries).slice(-MOST_ENTRIES));
	});
}

/**
 * Appends an event that could not be sent to the queue, a two-space indented JSON array of at most 50 entries; the
 * oldest are dropped. The file is replaced in one step; it and its folder are made where they are missing, readable by
 * their owner only. A file that does not parse is kept as `<name>.corrupt-<time>`, and its whole entries go on.
 * @throws TypeError for a payload that is no object; Error where a directory, a FIFO or an unreadable file is in the
 * queue's place; the system's error where it can't be written. Then the queue is as it was.
 */
export function enqueueFailure(payload: Payload | Readonly<Record<string, unknown>>, queuePath: string): void {
	append(payload, queuePath, () => true);
}

/** The same, unless the queue holds this event already: then it is being retried from there. */
export function enqueueOnce(payload: Payload, queuePath: string): void {
	const name = entryName(payload);
	append(payload, queuePath, (entries) => !entries.some((entry) => entryName(entry) === name));
}

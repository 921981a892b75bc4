import { lstatSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { nowMs, toIso } from '../adapters/clock.ts';
import { replaceFile } from '../adapters/replace-file.ts';
import { isJsonObject } from '../core/json.ts';
import { salvageElements } from '../core/salvage.ts';
import { setAside } from '../store/published/guard.ts';
import { readPublished, readSettled } from '../store/published/read.ts';

const PRIVATE = 0o600;

/** The queue's own place: a link stays a link, what it points to is read and replaced. */
export function queuePlace(queuePath: string): string {
	const path = resolve(queuePath);
	return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? realpathSync(path) : path;
}

function refusal(path: string, reason: string): Error {
	const found = statSync(path, { throwIfNoEntry: false });
	const kind = found?.isDirectory() ? 'a directory' : found?.isFIFO() ? 'a FIFO' : undefined;
	return new Error(`${basename(path)} is ${kind ? `${kind}, not a file` : reason}; it was left alone`);
}

/** Whole objects that say something. */
const salvage = (text: string) =>
	salvageElements(text).filter((element) => isJsonObject(element) && Object.keys(element).length > 0);

/** A file that does not parse is moved away and kept. What was moved is what counts: a writer may have gone on. */
function takeCorrupt(path: string): readonly unknown[] {
	const aside = join(dirname(path), setAside(path, toIso(nowMs())));
	const moved = readPublished(aside);
	if (moved.kind === 'corrupt') return salvage(moved.text);
	if (moved.kind !== 'entries') return [];
	rmSync(aside, { force: true });
	return moved.entries;
}

export type QueueReading =
	| { readonly kind: 'missing' }
	/** `isMoved`: the file was corrupt and is not in its place any more. */
	| { readonly kind: 'entries'; readonly entries: readonly unknown[]; readonly isMoved: boolean };

/**
 * Reads the queue for changing it.
 * @throws Error where something else than a readable file is in its place
 */
export function readQueue(path: string): QueueReading {
	const found = readSettled(
		() => readPublished(path),
		({ kind }) => kind !== 'corrupt',
	);
	switch (found.kind) {
		case 'missing':
			return found;
		case 'refused':
			throw refusal(path, found.reason);
		case 'entries':
			return { kind: 'entries', entries: found.entries, isMoved: false };
		case 'corrupt':
			// Nothing was ever written into it, or a writer was killed before it wrote: there is nothing to keep.
			if (found.text.trim() === '') return { kind: 'entries', entries: [], isMoved: false };
			return { kind: 'entries', entries: takeCorrupt(path), isMoved: true };
	}
}

/** Writes the plain array, as both programs do. @throws the system's error; then nothing has changed */
export function writeQueue(path: string, entries: readonly unknown[]): void {
	replaceFile(path, JSON.stringify(entries, null, 2), PRIVATE);
}

/** How many events wait; 0 where the file is missing or unreadable, the whole ones of a damaged file. Changes nothing and never throws. */
export function countQueue(queuePath: string): number {
	try {
		const found = readPublished(queuePlace(queuePath));
		if (found.kind === 'entries') return found.entries.length;
		return found.kind === 'corrupt' ? salvage(found.text).length : 0;
	} catch {
		return 0;
	}
}

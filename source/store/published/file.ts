import { type Database, inTransaction } from '../database.ts';
import { sha256 } from '../history.ts';
import { type FileStat, NO_FILE, statOf } from './changes.ts';
import { checkPlace, PublishError, sweep } from './guard.ts';
import { parsePublished, readPublished, readSettled } from './read.ts';
import { markPending, putPublishedState } from './state.ts';
import { type Found, type PublishedKind, takeOver } from './take-over.ts';
import { toFileText, writePublished } from './write.ts';

export interface FileSync {
	/** Name under which a corrupt file was kept. */
	readonly setAside?: string | undefined;
	readonly isWritten: boolean;
}

/** Rounds against a program that keeps writing; then it has won, and the next sync goes on. */
const ROUNDS = 5;

function look(path: string): Found {
	const { file, stat } = readSettled(
		() => ({ stat: statOf(path), file: readPublished(path) }),
		(found) => found.file.kind !== 'corrupt',
	);
	return { file, stat, isInPlace: true, held: file.kind === 'entries' ? file.text : undefined };
}

/**
 * Since when at the latest a file holds what it holds. Where ours replaced what another program wrote in the same moment
 * the file was not seen when it held ours: it may never count as older than it is, for what stood there when the other
 * program read it counts as seen by it.
 */
export function heldSinceMs(stat: FileStat, path: string, nowMs: number): number {
	const seen = stat === NO_FILE ? statOf(path) : stat;
	return seen === NO_FILE ? nowMs : seen.mtimeMs;
}

/** Where it can't be done, writing will say so. */
function trySweep(path: string, nowMs: number): void {
	try {
		sweep(path, nowMs);
	} catch {}
}

/**
 * Brings a published file and the database together: takes over what others wrote, then writes if that changes the
 * file.
 * @throws PublishError where the file can't be written; what was taken over stays
 */
export function syncFile(database: Database, kind: PublishedKind, nowMs: number): FileSync {
	const { key, path, root } = kind;
	checkPlace(path, root);
	trySweep(path, nowMs);
	let found = look(path);
	if (found.file.kind === 'refused') throw new PublishError(`${path}: ${found.file.reason}`);
	let aside: string | undefined;
	const takeFound = () => {
		const taken = takeOver(database, kind, found, nowMs);
		aside = taken.setAside ?? aside;
		return taken;
	};
	for (let round = 0; round < ROUNDS; round++) {
		const { lasting, readMs, otherWritesMs } = takeFound();
		const { entries, identities } = kind.read();
		const text = toFileText(entries);
		const { held } = found;
		const putState = (content: string, stat: FileStat) => {
			const sinceMs = heldSinceMs(stat, path, nowMs);
			const since = identities.map((identity) => [identity, lasting.get(identity) ?? sinceMs] as const);
			const state = { digest: sha256(content), identities: new Map(since), readMs, otherWritesMs };
			inTransaction(database, () => putPublishedState(database, key, state, stat));
		};
		// Nothing to say and nothing said: no file is made for that.
		if (held?.trimEnd() === text || (entries.length === 0 && found.file.kind === 'missing')) {
			putState(held ?? '', found.stat);
			return { setAside: aside, isWritten: false };
		}
		inTransaction(database, () => markPending(database, key));
		const result = writePublished({ path, root, expected: held, text }, nowMs);
		if (result.kind === 'written') {
			putState(text, result.stat);
			return { setAside: aside, isWritten: true };
		}
		const file = parsePublished(result.text);
		found = { file, isInPlace: result.isInPlace, held: result.isInPlace ? result.text : text, stat: NO_FILE };
	}
	// What ours replaced is nowhere else.
	takeFound();
	return { setAside: aside, isWritten: false };
}

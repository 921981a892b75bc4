import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toIso } from '../../adapters/clock.ts';
import { salvageElements } from '../../core/salvage.ts';
import { type Database, inTransaction } from '../database.ts';
import { sha256 } from '../history.ts';
import { type FileStat, NO_FILE, type PublishedKey, statOf } from './changes.ts';
import { checkPermission, checkPlace, PublishError, setAside, sweep } from './guard.ts';
import { lastReadMs, noteOtherWrite, seenUntilMs } from './last-read.ts';
import { type PublishedFile, parsePublished, readPublished, readSettled } from './read.ts';
import { markPending, type PublishedState, putPublishedState, readPublishedState } from './state.ts';
import { toFileText, writePublished } from './write.ts';

/** What a file's owner in the database knows of it. */
export interface PublishedKind {
	readonly key: PublishedKey;
	readonly path: string;
	/** No file outside this folder is read or replaced. */
	readonly root: string;
	/** The file is this program's by its name, so one that is corrupt is ours to mend; else only if we wrote it before. */
	readonly isOurs: boolean;
	/**
	 * Takes over what others wrote. `state` is what we left; undefined before the first time.
	 * @param seenMs of ours, what stood there since then or longer was seen by who wrote this
	 * @returns identities of ours that the file lacked
	 */
	readonly take: (entries: readonly unknown[], state: PublishedState | undefined, seenMs: number) => readonly string[];
	/** What the file should hold, oldest first. */
	readonly read: () => { readonly entries: readonly unknown[]; readonly identities: readonly string[] };
}

export interface FileSync {
	/** Name under which a corrupt file was kept. */
	readonly setAside?: string | undefined;
	readonly isWritten: boolean;
}

/** Rounds against a program that keeps writing; then it has won, and the next sync goes on. */
const ROUNDS = 5;

/** What was found, whether it stands in the file, and the text that does. `stat` is of the file when it held this. */
interface Found {
	readonly file: PublishedFile;
	readonly isInPlace: boolean;
	readonly held: string | undefined;
	readonly stat: FileStat;
}

function look(path: string): Found {
	const { file, stat } = readSettled(
		() => ({ stat: statOf(path), file: readPublished(path) }),
		(found) => found.file.kind !== 'corrupt',
	);
	return { file, stat, isInPlace: true, held: file.kind === 'entries' ? file.text : undefined };
}

/** Where it can't be done, writing will say so. */
function trySweep(path: string, nowMs: number): void {
	try {
		sweep(path, nowMs);
	} catch {}
}

/** Whole objects that say something; an empty one is what is left of a file that another tool began anew. */
const salvage = (text: string) => salvageElements(text).filter((element) => Object.keys(element as object).length > 0);

function takeCorrupt(kind: PublishedKind, text: string, isInPlace: boolean, nowMs: number): string | undefined {
	kind.take(salvage(text), undefined, 0);
	if (!isInPlace) return undefined;
	checkPermission(kind.path);
	const name = setAside(kind.path, toIso(nowMs));
	// What was moved is what counts: whoever was in the midst of writing it has gone on.
	const aside = join(dirname(kind.path), name);
	const moved = readPublished(aside);
	if (moved.kind === 'corrupt' && moved.text !== text) kind.take(salvage(moved.text), undefined, 0);
	if (moved.kind !== 'entries') return name;
	kind.take(moved.entries, undefined, 0);
	rmSync(aside, { force: true });
	return undefined;
}

interface Taken {
	readonly setAside?: string | undefined;
	/** What has been in the file all the while. */
	readonly lasting: ReadonlyMap<string, number>;
	/** Until when somebody else is known to have read the file. */
	readonly readMs: number;
	readonly otherWritesMs: readonly number[];
}

const NOTHING: Taken = { lasting: new Map(), readMs: 0, otherWritesMs: [] };

function takeOver(database: Database, kind: PublishedKind, found: Found, nowMs: number): Taken {
	const { file, isInPlace, stat } = found;
	const state = readPublishedState(database, kind.key);
	if (file.kind === 'corrupt') {
		if (!kind.isOurs && !state) throw new PublishError(`${kind.path} holds something else; it was left alone`);
		return { ...NOTHING, setAside: takeCorrupt(kind, file.text, isInPlace, nowMs) };
	}
	if (file.kind !== 'entries' || !state) {
		if (file.kind === 'entries') kind.take(file.entries, undefined, 0);
		return NOTHING;
	}
	const { otherWritesMs } = state;
	if (sha256(file.text) === state.digest) {
		return { lasting: state.identities, readMs: lastReadMs(state, stat), otherWritesMs };
	}
	const lacking = new Set(kind.take(file.entries, state, seenUntilMs(state, stat, kind.path, nowMs)));
	const lasting = new Map([...state.identities].filter(([identity]) => !lacking.has(identity)));
	// What is left in it has been seen by whoever wrote it.
	return { lasting, readMs: Math.max(state.readMs, stat.mtimeMs), otherWritesMs: noteOtherWrite(otherWritesMs, nowMs) };
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
			const since = identities.map((identity) => [identity, lasting.get(identity) ?? stat.mtimeMs] as const);
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

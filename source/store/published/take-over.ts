import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toIso } from '../../adapters/clock.ts';
import { salvageElements } from '../../core/salvage.ts';
import type { Database } from '../database.ts';
import { sha256 } from '../history.ts';
import type { FileStat, PublishedKey } from './changes.ts';
import { checkPermission, PublishError, setAside } from './guard.ts';
import { lastReadMs, noteOtherWrite, seenUntilMs } from './last-read.ts';
import { type PublishedFile, readPublished } from './read.ts';
import { type PublishedState, readPublishedState } from './state.ts';

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

/** What was found, whether it stands in the file, and the text that does. `stat` is of the file when it held this. */
export interface Found {
	readonly file: PublishedFile;
	readonly isInPlace: boolean;
	readonly held: string | undefined;
	readonly stat: FileStat;
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

export interface Taken {
	readonly setAside?: string | undefined;
	/** What has been in the file all the while. */
	readonly lasting: ReadonlyMap<string, number>;
	/** Until when somebody else is known to have read the file. */
	readonly readMs: number;
	readonly otherWritesMs: readonly number[];
}

const NOTHING = { lasting: new Map(), readMs: 0 } as const;

/** Takes over what stands in a published file, if another program wrote it. */
export function takeOver(database: Database, kind: PublishedKind, found: Found, nowMs: number): Taken {
	const { file, isInPlace, stat } = found;
	const state = readPublishedState(database, kind.key);
	if (file.kind === 'corrupt') {
		if (!kind.isOurs && !state) throw new PublishError(`${kind.path} holds something else; it was left alone`);
		const otherWritesMs = noteOtherWrite(state?.otherWritesMs ?? [], nowMs);
		return { ...NOTHING, setAside: takeCorrupt(kind, file.text, isInPlace, nowMs), otherWritesMs };
	}
	if (file.kind !== 'entries' || !state) {
		if (file.kind === 'entries') kind.take(file.entries, undefined, 0);
		return { ...NOTHING, otherWritesMs: state?.otherWritesMs ?? [] };
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

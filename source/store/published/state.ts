import type { Database } from '../database.ts';
import type { FileStat, PublishedKey } from './changes.ts';

/** What a file held when we last wrote or read it: the next look tells what others did to it since. */
export interface PublishedState {
	readonly digest: string;
	/** Each entry's identity, and the file's time since when it has been there without a gap. */
	readonly identities: ReadonlyMap<string, number>;
	/** Until when somebody else is known to have read the file, this version of it or one before; 0 if never. */
	readonly readMs: number;
	/** Which file it was, and when that was read last, right after it was written. */
	readonly inode: number;
	readonly accessedMs: number;
	/** Writing a newer version was begun and never noted as done: which file stands there is not known. */
	readonly isPending: boolean;
	/** When others were last seen to have written it, by our clock, oldest first. */
	readonly otherWritesMs: readonly number[];
}

export type NewPublishedState = Pick<PublishedState, 'digest' | 'identities' | 'readMs' | 'otherWritesMs'>;

function parseIdentities(text: string, modifiedMs: number): ReadonlyMap<string, number> {
	const held = JSON.parse(text) as readonly string[] | Readonly<Record<string, number>>;
	// The first databases kept no times; no entry came later than the file was last written.
	return new Map(Array.isArray(held) ? held.map((identity) => [identity, modifiedMs]) : Object.entries(held));
}

export function readPublishedState(database: Database, key: PublishedKey): PublishedState | undefined {
	const row = database.prepare('SELECT * FROM published WHERE file = ?').get(key);
	if (!row) return undefined;
	const identities = parseIdentities(row['identities'] as string, row['modified_ms'] as number);
	return {
		digest: row['digest'] as string,
		identities,
		readMs: Number(row['read_ms']),
		inode: Number(row['inode']),
		accessedMs: Number(row['accessed_ms']),
		isPending: row['is_pending'] === 1,
		otherWritesMs: JSON.parse(row['other_writes_ms'] as string) as readonly number[],
	};
}

/** Notes that a newer version is about to be written; `putPublishedState` ends that. */
export function markPending(database: Database, key: PublishedKey): void {
	database.prepare('UPDATE published SET is_pending = 1 WHERE file = ?').run(key);
}

/** @param stat of the file when it held this and nothing later, so that a later write shows as a change */
export function putPublishedState(
	database: Database,
	key: PublishedKey,
	state: NewPublishedState,
	stat: FileStat,
): void {
	const identities = JSON.stringify(Object.fromEntries(state.identities));
	database
		.prepare(
			`INSERT OR REPLACE INTO published
				(file, digest, identities, size_bytes, modified_ms, inode, accessed_ms, read_ms, other_writes_ms)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		)
		.run(
			key,
			state.digest,
			identities,
			stat.size,
			stat.mtimeMs,
			stat.inode,
			stat.atimeMs,
			state.readMs,
			JSON.stringify(state.otherWritesMs),
		);
}

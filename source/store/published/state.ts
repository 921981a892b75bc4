import type { Database } from '../database.ts';
import type { FileStat, PublishedKey } from './changes.ts';

/** What a file held when we last wrote or read it: the next look tells what others did to it since. */
export interface PublishedState {
	readonly digest: string;
	readonly identities: ReadonlySet<string>;
}

export function readPublishedState(database: Database, key: PublishedKey): PublishedState | undefined {
	const row = database.prepare('SELECT digest, identities FROM published WHERE file = ?').get(key);
	if (!row) return undefined;
	return { digest: row['digest'] as string, identities: new Set(JSON.parse(row['identities'] as string) as string[]) };
}

/** @param stat of the file when it held this and nothing later, so that a later write shows as a change */
export function putPublishedState(database: Database, key: PublishedKey, state: PublishedState, stat: FileStat): void {
	database
		.prepare(
			'INSERT OR REPLACE INTO published (file, digest, identities, size_bytes, modified_ms) VALUES (?, ?, ?, ?, ?)',
		)
		.run(key, state.digest, JSON.stringify([...state.identities]), stat.size, stat.mtimeMs);
}

import type { Project } from '../../adapters/paths.ts';
import { entryTimeMs } from '../../core/entry-identity.ts';
import { MAX_SNAPSHOTS } from '../../core/live/state.ts';
import { concludeEntry } from '../conclude.ts';
import { type Database, inTransaction } from '../database.ts';
import { hidePublished, identityOf, importEntry } from '../history.ts';
import { readItems } from '../history-items.ts';
import { historyPath } from './changes.ts';
import type { PublishedKind } from './take-over.ts';

/** How many of our own runs are published; theirs always are. */
const OWN_PUBLISHED = 1_000;
const NO_LIMIT = -1;

interface Inserted {
	readonly entry: unknown;
	readonly identity: string;
	readonly timeMs: number;
}

function newest(entries: readonly Inserted[]): readonly Inserted[] {
	const times = entries.map(({ timeMs }) => timeMs).sort((one, other) => other - one);
	const floorMs = times[MAX_SNAPSHOTS - 1] ?? Number.NEGATIVE_INFINITY;
	return entries.filter(({ timeMs }) => timeMs >= floorMs);
}

function takeEntries(database: Database, entries: readonly unknown[]): void {
	const seen = new Map<string, number>();
	let lastMs = 0;
	const inserted: Inserted[] = [];
	for (const entry of entries) {
		const identity = identityOf(entry);
		const count = (seen.get(identity) ?? 0) + 1;
		seen.set(identity, count);
		// An entry without an end stays behind the one before it.
		const timeMs = entryTimeMs(entry, Date.parse);
		const hasEnd = timeMs !== undefined && timeMs === entryTimeMs(entry, Date.parse, ['completedAt']);
		lastMs = hasEnd ? timeMs : Math.max(lastMs, timeMs ?? 0);
		// Entries that can't be told apart are still two: publishing removes nothing of theirs.
		const own = count === 1 ? identity : `${identity} #${count}`;
		if (importEntry(database, entry, lastMs, own) === 'inserted')
			inserted.push({ entry, identity: own, timeMs: lastMs });
	}
	// Of a long history only what the live state has room for is measured; in the order in which it was written.
	for (const { entry, identity, timeMs } of newest(inserted)) concludeEntry(database, entry, identity, timeMs);
}

/** `pipeline-history.json` (storage-and-delivery.md section 1, rules 1 and 3). */
export function historyFile(database: Database, project: Project): PublishedKind {
	return {
		key: 'history',
		path: historyPath(project),
		root: project.dataRoot,
		isOurs: true,
		take: (entries, state) =>
			inTransaction(database, () => {
				// Exactly empty after we had published more: somebody cleared the history.
				if (entries.length === 0 && state) hidePublished(database, state.identities);
				takeEntries(database, entries);
				// How long a run has been in the history matters to nobody.
				return [];
			}),
		read: () => {
			const items = readItems(database, OWN_PUBLISHED, NO_LIMIT).toReversed();
			return { entries: items.map(({ entry }) => entry), identities: items.map(({ identity }) => identity) };
		},
	};
}

import type { Project } from '../../adapters/paths.ts';
import { entryTimeMs } from '../../core/entry-identity.ts';
import { type Database, inTransaction } from '../database.ts';
import { hidePublished, identityOf, importEntry } from '../history.ts';
import { readItems } from '../history-items.ts';
import { historyPath } from './changes.ts';
import type { PublishedKind } from './file.ts';

/** How many of our own runs are published; theirs always are. */
const OWN_PUBLISHED = 1_000;
const NO_LIMIT = -1;

function takeEntries(database: Database, entries: readonly unknown[]): void {
	const seen = new Map<string, number>();
	let lastMs = 0;
	for (const entry of entries) {
		const identity = identityOf(entry);
		const count = (seen.get(identity) ?? 0) + 1;
		seen.set(identity, count);
		// An entry without an end stays behind the one before it.
		const timeMs = entryTimeMs(entry, Date.parse);
		const hasEnd = timeMs !== undefined && timeMs === entryTimeMs(entry, Date.parse, ['completedAt']);
		lastMs = hasEnd ? timeMs : Math.max(lastMs, timeMs ?? 0);
		// Entries that can't be told apart are still two: publishing removes nothing of theirs.
		importEntry(database, entry, lastMs, count === 1 ? identity : `${identity} #${count}`);
	}
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

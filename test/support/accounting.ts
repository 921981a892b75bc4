import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Received } from './portal.ts';

/** What became of every finished run's event, as the database and the receiver tell it. */
export interface Accounts {
	readonly finished: ReadonlySet<string>;
	readonly waiting: ReadonlySet<string>;
	readonly dead: ReadonlySet<string>;
	/** Taken out of the queue file by another program. */
	readonly elsewhere: ReadonlySet<string>;
	readonly dropped: number;
	readonly integrity: readonly string[];
}

export function readAccounts(root: string): Accounts {
	const database = new DatabaseSync(join(root, '.claude', 'murmur8.db'), { timeout: 10_000 });
	try {
		database.exec('PRAGMA busy_timeout = 5000');
		const column = (sql: string) =>
			new Set(
				database
					.prepare(sql)
					.all()
					.map((row) => String(Object.values(row)[0])),
			);
		const dropped = database.prepare(`SELECT value FROM counter WHERE name = 'outbox.dropped'`).get();
		return {
			finished: column(`SELECT run_id FROM run WHERE status = 'success'`),
			waiting: column('SELECT run_id FROM outbox'),
			dead: column('SELECT run_id FROM dead_letter'),
			elsewhere: column(`SELECT run_id FROM delivery WHERE result = 'elsewhere'`),
			dropped: Number(dropped?.['value'] ?? 0),
			integrity: [...column('PRAGMA integrity_check')],
		};
	} finally {
		database.close();
	}
}

const keyOf = ({ headers }: Received) => String(headers['idempotency-key']);

/** Finished runs of whose event nothing is known; as many as were counted as dropped, where none was lost. */
export function unaccounted(accounts: Accounts, accepted: readonly Received[]): readonly string[] {
	const delivered = new Set(accepted.map(keyOf));
	const { finished, waiting, dead, elsewhere } = accounts;
	const known = [delivered, waiting, dead, elsewhere];
	return [...finished].filter((runId) => !known.some((runIds) => runIds.has(runId)));
}

/** How often each event was accepted; more than once where an answer was lost. */
export function acceptances(accepted: readonly Received[]): ReadonlyMap<string, readonly Received[]> {
	return Map.groupBy(accepted, keyOf);
}

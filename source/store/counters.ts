import type { Database } from './database.ts';

/** Followed by the name of a rule: secrets that were replaced in artifacts before they were queued. */
export const REPLACED_COUNTER = 'artifacts.replaced.';

/** Followed by what failed: see `RECORDER_SOURCES`. */
export const RECORDER_ERRORS = 'recorder.error.';

export function addToCounter(database: Database, name: string, amount: number): void {
	database
		.prepare(
			'INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value',
		)
		.run(name, amount);
}

/** For what is a mark rather than a count. */
export function setCounter(database: Database, name: string, value: number): void {
	database
		.prepare('INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
		.run(name, value);
}

export function readCounter(database: Database, name: string): number {
	return Number(database.prepare('SELECT value FROM counter WHERE name = ?').get(name)?.['value'] ?? 0);
}

/** Counters whose name begins so, by what follows it. */
export function readCounters(database: Database, prefix: string): Readonly<Record<string, number>> {
	const rows = database
		.prepare('SELECT name, value FROM counter WHERE substr(name, 1, ?) = ? ORDER BY name')
		.all(prefix.length, prefix);
	return Object.fromEntries(rows.map(({ name, value }) => [String(name).slice(prefix.length), Number(value)]));
}

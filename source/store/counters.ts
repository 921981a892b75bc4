import type { Database } from './database.ts';

export function addToCounter(database: Database, name: string, amount: number): void {
	database
		.prepare(
			'INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value',
		)
		.run(name, amount);
}

export function readCounter(database: Database, name: string): number {
	return Number(database.prepare('SELECT value FROM counter WHERE name = ?').get(name)?.['value'] ?? 0);
}

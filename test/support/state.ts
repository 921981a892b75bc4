import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { vi } from 'vitest';
import type { Sandbox } from './sandbox.ts';

/** A look into the project's database from outside. */
export function query(project: string, sql: string, ...parameters: (string | number)[]): Record<string, unknown>[] {
	const path = join(project, '.claude', 'murmur8.db');
	if (!existsSync(path)) return [];
	const database = new DatabaseSync(path, { readOnly: true });
	try {
		database.exec('PRAGMA busy_timeout = 5000');
		return database.prepare(sql).all(...parameters);
	} finally {
		database.close();
	}
}

const LIMIT = { timeout: 40_000, interval: 15 };

/** How many attempts were made so far. */
export function attemptCount(sandbox: Sandbox): number {
	return Number(query(sandbox.project, 'SELECT COUNT(*) AS count FROM delivery')[0]?.['count'] ?? 0);
}

/** Waits until more attempts were made than `before` and no process delivers any more. */
export async function untilPassEnded(sandbox: Sandbox, before: number): Promise<void> {
	await vi.waitFor(() => {
		if (attemptCount(sandbox) <= before) throw new Error('nothing was tried');
		if (query(sandbox.project, 'SELECT 1 FROM claim').length > 0) throw new Error('a process still delivers');
	}, LIMIT);
}

export async function status(sandbox: Sandbox, env: Record<string, string>) {
	const { stdout } = await sandbox.run(['telemetry', 'status', '--json'], { env });
	return JSON.parse(stdout);
}

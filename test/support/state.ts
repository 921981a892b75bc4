import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { vi } from 'vitest';
import { BACKGROUND_VERB } from '../../source/adapters/runtime.ts';
import type { Sandbox } from './sandbox.ts';

/** A look into the project's database from outside. */
export function query(project: string, sql: string, ...parameters: (string | number)[]): Record<string, unknown>[] {
	const path = join(project, '.claude', 'murmur8.db');
	if (!existsSync(path)) return [];
	const database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
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

function isBackgroundOf(project: string, processId: string): boolean {
	try {
		const words = readFileSync(`/proc/${processId}/cmdline`, 'utf8').split('\0');
		return words.includes(BACKGROUND_VERB) && readlinkSync(`/proc/${processId}/cwd`) === project;
	} catch {
		// It has ended meanwhile.
		return false;
	}
}

/** Waits until every background process of the project has ended: a command has started its own before it ends. */
export async function untilQuiet({ project }: Pick<Sandbox, 'project'>): Promise<void> {
	await vi.waitFor(() => {
		const isBusy = readdirSync('/proc').some((name) => /^\d+$/.test(name) && isBackgroundOf(project, name));
		if (isBusy) throw new Error('a process still delivers');
	}, LIMIT);
}

/** Waits until more attempts were made than `before` and no process delivers any more. */
export async function untilPassEnded(sandbox: Sandbox, before: number): Promise<void> {
	await vi.waitFor(() => {
		if (attemptCount(sandbox) <= before) throw new Error('nothing was tried');
	}, LIMIT);
	await untilQuiet(sandbox);
}

export async function status(sandbox: Sandbox, env: Record<string, string>) {
	const { stdout } = await sandbox.run(['telemetry', 'status', '--json'], { env });
	return JSON.parse(stdout);
}

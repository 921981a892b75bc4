import { osUser } from '../adapters/os-user.ts';
import type { Database } from './database.ts';

/** What privacy.md section 5 has lines for. */
export type AuditEvent =
	/** A run was recorded while telemetry was on, or a change of settings switched it on. */
	| 'telemetry_enabled'
	| 'telemetry_disabled'
	| 'setting_changed'
	| 'sink_added'
	| 'sink_removed'
	| 'sink_modified'
	/** What an event came to in the end. */
	| 'delivery'
	/** A triage report was written, with what the sanitiser replaced for it, by rule. */
	| 'report_written';

export interface NewAuditLine {
	readonly atMs: number;
	readonly event: AuditEvent;
	/** Never a secret: keys are masked before they come here. */
	readonly details: Readonly<Record<string, string | null>>;
}

export interface AuditLine extends NewAuditLine {
	readonly osUser: string;
}

const MAX_LINES = 10_000;

export function putAuditLine(database: Database, { atMs, event, details }: NewAuditLine): void {
	const { lastInsertRowid } = database
		.prepare('INSERT INTO audit (at_ms, os_user, event, details) VALUES (?, ?, ?, ?)')
		.run(atMs, osUser(), event, JSON.stringify(details));
	database.prepare('DELETE FROM audit WHERE position <= ?').run(Number(lastInsertRowid) - MAX_LINES);
}

/** The newest lines, oldest first. @param limit -1 for all */
export function listAuditLines(database: Database, limit: number): readonly AuditLine[] {
	const rows = database
		.prepare('SELECT at_ms, os_user, event, details FROM audit ORDER BY position DESC LIMIT ?')
		.all(limit) as unknown as { at_ms: number; os_user: string; event: AuditEvent; details: string }[];
	return rows
		.map((row) => ({
			atMs: row.at_ms,
			osUser: row.os_user,
			event: row.event,
			details: JSON.parse(row.details) as AuditLine['details'],
		}))
		.reverse();
}

import type { JobType } from '../failures/groups/occurrence.ts';
import type { GroupTotals, Rollup } from '../failures/groups/rollup.ts';
import { dayOf, mergeRollups } from '../failures/groups/rollup.ts';
import { type Database, orUndefined } from './database.ts';

interface TotalsRow {
	readonly fingerprint: string;
	readonly class_name: string;
	readonly message: string;
	readonly frames: string;
	readonly sample: string;
	readonly file: string | null;
	readonly stage: string;
	readonly seen_ms: number;
	readonly job_type: JobType;
	readonly job_id: string | null;
	readonly is_main: number;
	readonly commit_hash: string | null;
	readonly count: number;
}

/** Newest logs first; what is older than so many occurrences weighs nothing any more. */
const MOST_ROWS = 20_000;

const COLUMNS = `fingerprint, class_name, message, frames, sample, file, stage, seen_ms, job_type, job_id, is_main,
	commit_hash, count`;
const TABLES = `failure_log JOIN failure_occurrence ON log = position JOIN failure_group USING (fingerprint)`;

const only = <T>(value: T | null): ReadonlySet<T> => new Set(value === null ? [] : [value]);

function toTotals(row: TotalsRow): GroupTotals {
	const { fingerprint, message, sample, count, seen_ms: seenMs } = row;
	return {
		fingerprint,
		className: row.class_name,
		message,
		frames: JSON.parse(row.frames) as readonly string[],
		sample,
		file: orUndefined(row.file),
		count,
		firstSeenMs: seenMs,
		lastSeenMs: seenMs,
		onMain: row.is_main ? count : 0,
		jobTypes: only(row.job_type),
		stages: only(row.stage),
		jobIds: only(row.job_id),
		commits: only(row.commit_hash),
		days: new Map([[dayOf(seenMs), count]]),
	};
}

const toRollup = (rows: readonly unknown[]): Rollup =>
	mergeRollups(...(rows as readonly TotalsRow[]).map((row): Rollup => new Map([[row.fingerprint, toTotals(row)]])));

/** What is kept of all failures that were found. */
export const readTotals = (database: Database): Rollup =>
	toRollup(database.prepare(`SELECT ${COLUMNS} FROM ${TABLES} ORDER BY position DESC LIMIT ?`).all(MOST_ROWS));

/** What is kept of these. */
export function readTotalsOf(database: Database, fingerprints: Iterable<string>): Rollup {
	const find = database.prepare(
		`SELECT ${COLUMNS} FROM ${TABLES} WHERE fingerprint = ? ORDER BY position DESC LIMIT ?`,
	);
	return mergeRollups(...[...fingerprints].map((fingerprint) => toRollup(find.all(fingerprint, MOST_ROWS))));
}

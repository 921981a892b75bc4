import type { HistoryRow } from '../core/history/row.ts';
import { LONGEST_DURATION_MS } from '../core/payload/envelope.ts';
import { type Database, orUndefined } from './database.ts';
import { type HistoryItem, readItem } from './history-items.ts';

/** Where the next page begins: behind these. */
export interface PageCursor {
	readonly own: { readonly sortMs: number; readonly rowid: number } | undefined;
	readonly foreign: { readonly sortMs: number; readonly position: number } | undefined;
}

/** An entry of the history: read into a row where that is cheap, else as it is. */
export type PageItem =
	| { readonly kind: 'row'; readonly identity: string; readonly row: HistoryRow }
	| { readonly kind: 'entry'; readonly identity: string; readonly entry: unknown };

export interface HistoryPage {
	/** Newest first. */
	readonly items: readonly PageItem[];
	/** Undefined: this was the last. */
	readonly next: PageCursor | undefined;
}

interface OwnRow {
	readonly rowid: number;
	readonly run_id: string;
	readonly slug: string;
	readonly type: string;
	readonly status: string;
	readonly started_at_ms: number;
	readonly completed_at_ms: number;
	readonly feature_id: string | null;
	readonly commit_hash: string | null;
	readonly failed_stage: string | null;
	readonly paused_after: string | null;
	readonly has_overlay: number;
	readonly tokens_input: number | null;
	readonly tokens_output: number | null;
	readonly cost: string | null;
}

interface ForeignRow {
	readonly position: number;
	readonly identity: string;
	readonly sort_ms: number;
	readonly entry: string;
}

/** Sums of a run's stages, as an entry has them: tokens of those that ran, costs of all. */
const OWN_COLUMNS = `rowid, run_id, slug, type, status, started_at_ms, completed_at_ms, feature_id, commit_hash,
	failed_stage, paused_after, overlay IS NOT NULL AS has_overlay,
	(SELECT SUM(tokens_input) FROM stage WHERE stage.run_id = run.run_id AND stage.status <> 'skipped') AS tokens_input,
	(SELECT SUM(tokens_output) FROM stage WHERE stage.run_id = run.run_id AND stage.status <> 'skipped') AS tokens_output,
	(SELECT CAST(SUM(cost_picodollars) AS TEXT) FROM stage WHERE stage.run_id = run.run_id) AS cost`;

const OWN = `SELECT ${OWN_COLUMNS} FROM run WHERE hidden = 0 AND status <> 'running'
	AND completed_at_ms <= ? AND (completed_at_ms < ? OR rowid < ?)
	ORDER BY completed_at_ms DESC, rowid DESC LIMIT ?`;

const FOREIGN = `SELECT position, identity, sort_ms, entry FROM foreign_entry WHERE hidden = 0
	AND sort_ms <= ? AND (sort_ms < ? OR position < ?)
	ORDER BY sort_ms DESC, position DESC LIMIT ?`;

const LATEST = Number.MAX_SAFE_INTEGER;

function toRow(own: OwnRow): HistoryRow {
	const hasTokens = own.tokens_input !== null || own.tokens_output !== null;
	return {
		kind: 'run',
		slug: own.slug,
		status: own.status,
		startedAtMs: own.started_at_ms,
		completedAtMs: own.completed_at_ms,
		durationMs: Math.min(LONGEST_DURATION_MS, Math.max(0, own.completed_at_ms - own.started_at_ms)),
		failedStage: orUndefined(own.failed_stage),
		pausedAfter: orUndefined(own.paused_after),
		runId: own.run_id,
		featureId: orUndefined(own.feature_id),
		type: own.type,
		commitHash: orUndefined(own.commit_hash),
		cost: own.cost === null ? undefined : BigInt(own.cost),
		tokens: hasTokens ? { input: own.tokens_input ?? 0, output: own.tokens_output ?? 0 } : undefined,
		stages: [],
	};
}

/** Finished runs of ours as rows, however many, in one statement; what others added to them is not in these. */
export function readOwnRows(database: Database, runIds: readonly string[]): ReadonlyMap<string, HistoryRow> {
	const rows = database
		.prepare(`SELECT ${OWN_COLUMNS} FROM run WHERE run_id IN (SELECT value FROM json_each(?))`)
		.all(JSON.stringify(runIds)) as unknown as OwnRow[];
	return new Map(rows.map((row) => [row.run_id, toRow(row)]));
}

interface Placed {
	readonly sortMs: number;
	readonly item: PageItem;
	readonly cursor: Partial<PageCursor>;
}

function placeOwn(database: Database, own: OwnRow): Placed {
	const identity = `run:${own.run_id}`;
	const sortMs = own.completed_at_ms;
	// What others added to it is laid over it as for every other view.
	const merged: HistoryItem | undefined = own.has_overlay === 1 ? readItem(database, identity) : undefined;
	const item: PageItem = merged
		? { kind: 'entry', identity, entry: merged.entry }
		: { kind: 'row', identity, row: toRow(own) };
	return { sortMs, item, cursor: { own: { sortMs, rowid: own.rowid } } };
}

function placeForeign({ position, identity, sort_ms: sortMs, entry }: ForeignRow): Placed {
	const item: PageItem = { kind: 'entry', identity, entry: JSON.parse(entry) as unknown };
	return { sortMs, item, cursor: { foreign: { sortMs, position } } };
}

/**
 * A part of the history, in the order of `listHistory`: the newest, or those behind a cursor. Reading page after page
 * costs each of them once, however long the history is.
 */
export function readHistoryPage(database: Database, after: PageCursor | undefined, size: number): HistoryPage {
	const { sortMs: ownMs, rowid } = after?.own ?? { sortMs: LATEST, rowid: LATEST };
	const { sortMs: foreignMs, position } = after?.foreign ?? { sortMs: LATEST, position: LATEST };
	const own = database.prepare(OWN).all(ownMs, ownMs, rowid, size) as unknown as OwnRow[];
	const foreign = database.prepare(FOREIGN).all(foreignMs, foreignMs, position, size) as unknown as ForeignRow[];
	const merged: Placed[] = [];
	for (let [ours, theirs] = [0, 0]; merged.length < size && ours + theirs < own.length + foreign.length; ) {
		const [one, other] = [own[ours], foreign[theirs]];
		const isOurs = one !== undefined && (other === undefined || one.completed_at_ms >= other.sort_ms);
		if (isOurs) merged.push(placeOwn(database, one));
		else if (other !== undefined) merged.push(placeForeign(other));
		if (isOurs) ours++;
		else theirs++;
	}
	const last = { own: after?.own, foreign: after?.foreign };
	for (const { cursor } of merged) Object.assign(last, cursor);
	return { items: merged.map(({ item }) => item), next: merged.length < size ? undefined : last };
}

import { crypto } from '../adapters/builtin.ts';
import { canonicalJson, entryIdentity, entrySlug, entryTimeMs } from '../core/entry-identity.ts';
import { overlayEntry } from '../core/history-entry.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import { concludeEntry } from './conclude.ts';
import { type Database, inTransaction } from './database.ts';
import { NO_LIMIT, readItems, readOwnItem } from './history-items.ts';

export const sha256 = (text: string): string => crypto().createHash('sha256').update(text).digest('hex');

export const identityOf = (entry: unknown): string => entryIdentity(entry, sha256);

/** Entries as in `pipeline-history.json`, newest first, whatever their shape. */
export function listHistory(database: Database, limit = NO_LIMIT): readonly unknown[] {
	const items = readItems(database, limit, limit);
	return (limit < 0 ? items : items.slice(0, limit)).map(({ entry }) => entry);
}

export function countHistory(database: Database): number {
	const row = database
		.prepare(
			`SELECT (SELECT COUNT(*) FROM run WHERE hidden = 0 AND status <> 'running')
			+ (SELECT COUNT(*) FROM foreign_entry WHERE hidden = 0) AS count`,
		)
		.get();
	return Number(row?.['count'] ?? 0);
}

/** One of our own runs that an entry means: by `runId`, else by slug and start. */
function findOwnRun(database: Database, entry: unknown): string | undefined {
	if (!isJsonObject(entry)) return undefined;
	const { runId, slug, startedAt } = entry;
	if (typeof runId === 'string' && runId.trim() !== '') {
		const row = database.prepare(`SELECT run_id FROM run WHERE run_id = ? AND status <> 'running'`).get(runId);
		return row?.['run_id'] as string | undefined;
	}
	const startedAtMs = typeof startedAt === 'string' ? Date.parse(startedAt) : Number.NaN;
	if (typeof slug !== 'string' || Number.isNaN(startedAtMs)) return undefined;
	const row = database
		.prepare(`SELECT run_id FROM run WHERE slug = ? AND started_at_ms = ? AND status <> 'running'`)
		.get(slug, startedAtMs);
	return row?.['run_id'] as string | undefined;
}

export type RecordResult = 'inserted' | 'merged' | 'known';

function mergeIntoOwn(database: Database, runId: string, entry: JsonObject): RecordResult {
	const overlay = database.prepare('SELECT overlay FROM run WHERE run_id = ?').get(runId)?.['overlay'] as string | null;
	const own = readOwnItem(database, runId, overlay)?.entry as JsonObject;
	if (canonicalJson(overlayEntry(own, entry)) === canonicalJson(own)) return 'known';
	const merged = overlayEntry(own, entry);
	database.prepare('UPDATE run SET overlay = ? WHERE run_id = ?').run(JSON.stringify(merged), runId);
	return 'merged';
}

/** What another program wrote of a run of ours while it was in progress becomes part of it: it is one entry, not two. */
export function absorbEntry(database: Database, runId: string): void {
	const identity = `run:${runId}`;
	const found = database.prepare('SELECT entry FROM foreign_entry WHERE identity = ?').get(identity);
	if (!found) return;
	database.prepare('DELETE FROM foreign_entry WHERE identity = ?').run(identity);
	mergeIntoOwn(database, runId, JSON.parse(found['entry'] as string) as JsonObject);
}

/**
 * Takes an entry that another program wrote, or `history record` was given. Within the caller's transaction.
 * @param sortMs its place in the history, if it is new there
 */
export function importEntry(
	database: Database,
	entry: unknown,
	sortMs: number,
	identity = identityOf(entry),
): RecordResult {
	const runId = findOwnRun(database, entry);
	if (runId !== undefined && isJsonObject(entry)) return mergeIntoOwn(database, runId, entry);
	const known = database.prepare('SELECT entry FROM foreign_entry WHERE identity = ?').get(identity);
	if (known) {
		if (canonicalJson(JSON.parse(known['entry'] as string)) === canonicalJson(entry)) return 'known';
		database.prepare('UPDATE foreign_entry SET entry = ? WHERE identity = ?').run(JSON.stringify(entry), identity);
		return 'merged';
	}
	database
		.prepare('INSERT INTO foreign_entry (identity, slug, sort_ms, entry) VALUES (?, ?, ?, ?)')
		.run(identity, entrySlug(entry) ?? null, sortMs, JSON.stringify(entry));
	return 'inserted';
}

/** `history record`: an entry that a pipeline wrote by hand. It makes no event. */
export function recordEntry(database: Database, entry: unknown, nowMs: number): RecordResult {
	const sortMs = entryTimeMs(entry, Date.parse) ?? nowMs;
	return inTransaction(database, () => {
		const identity = identityOf(entry);
		const result = importEntry(database, entry, sortMs, identity);
		if (result === 'inserted') concludeEntry(database, entry, identity, sortMs);
		return result;
	});
}

/** Adds data to a stage of the newest entry of a slug; false where there is none. */
export function updateStage(database: Database, slug: string, stage: string, data: JsonObject, nowMs: number): boolean {
	return inTransaction(database, () => {
		const newest = readItems(database, NO_LIMIT, NO_LIMIT).find(({ entry }) => entrySlug(entry) === slug);
		if (!newest || !isJsonObject(newest.entry)) return false;
		const stages = isJsonObject(newest.entry['stages']) ? newest.entry['stages'] : {};
		const before = Object.hasOwn(stages, stage) && isJsonObject(stages[stage]) ? stages[stage] : {};
		const entry = { ...newest.entry, stages: { ...stages, [stage]: { ...before, ...data } } };
		// An entry that is known by its content alone is another one with more content.
		const identity = newest.identity.startsWith('sha256:') ? identityOf(entry) : newest.identity;
		database
			.prepare('UPDATE OR REPLACE foreign_entry SET identity = ? WHERE identity = ?')
			.run(identity, newest.identity);
		importEntry(database, entry, nowMs, identity);
		return true;
	});
}

/**
 * Hides what was published, and our older runs that no longer were. What came since stays: whoever cleared the file
 * has not seen it.
 */
export function hidePublished(database: Database, identities: Pick<ReadonlySet<string>, 'has'>): void {
	const published = readItems(database, NO_LIMIT, NO_LIMIT).filter(({ identity }) => identities.has(identity));
	const hideRun = database.prepare(`UPDATE run SET hidden = 1 WHERE run_id = ? AND status <> 'running'`);
	const hideForeign = database.prepare('UPDATE foreign_entry SET hidden = 1 WHERE identity = ?');
	for (const { identity, isOwn } of published) {
		if (isOwn) hideRun.run(identity.slice('run:'.length));
		else hideForeign.run(identity);
	}
	const ownMs = published.filter(({ isOwn }) => isOwn).map(({ sortMs }) => sortMs);
	if (ownMs.length === 0) return;
	const oldestMs = ownMs.reduce((oldest, ms) => Math.min(oldest, ms));
	database.prepare(`UPDATE run SET hidden = 1 WHERE status <> 'running' AND completed_at_ms < ?`).run(oldestMs);
}

/** Hides everything that the history shows. @returns how many entries */
export function hideHistory(database: Database): number {
	return setHidden(database, 1);
}

/** Shows again what was cleared. @returns how many entries */
export function restoreHistory(database: Database): number {
	return setHidden(database, 0);
}

function setHidden(database: Database, hidden: 0 | 1): number {
	const runs = database
		.prepare(`UPDATE run SET hidden = ? WHERE hidden <> ? AND status <> 'running'`)
		.run(hidden, hidden);
	const foreign = database.prepare('UPDATE foreign_entry SET hidden = ? WHERE hidden <> ?').run(hidden, hidden);
	return Number(runs.changes) + Number(foreign.changes);
}

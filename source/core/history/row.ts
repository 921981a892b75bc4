import { isJsonObject } from '../json.ts';
import type { Picodollars } from '../money.ts';
import type { Tokens } from '../run.ts';
import { readCost, readNumber, readText, readTimeMs, readTokens } from './loose-values.ts';

export interface HistoryStage {
	readonly name: string;
	readonly status?: string | undefined;
	readonly durationMs?: number | undefined;
	readonly tokens?: Tokens | undefined;
	readonly cost?: Picodollars | undefined;
}

/** An entry of the history as views see it. Texts are as they were written: whoever prints them cleans them. */
export interface HistoryRow {
	/** A batch is the npm package's summary of several features; unreadable is what is no JSON object. */
	readonly kind: 'run' | 'batch' | 'unreadable';
	readonly slug?: string | undefined;
	readonly status?: string | undefined;
	readonly startedAt?: string | undefined;
	readonly completedAt?: string | undefined;
	readonly startedAtMs?: number | undefined;
	readonly completedAtMs?: number | undefined;
	readonly durationMs?: number | undefined;
	readonly failedStage?: string | undefined;
	readonly pausedAfter?: string | undefined;
	readonly runId?: string | undefined;
	readonly featureId?: string | undefined;
	readonly type?: string | undefined;
	readonly commitHash?: string | undefined;
	readonly cost?: Picodollars | undefined;
	readonly tokens?: Tokens | undefined;
	readonly stages: readonly HistoryStage[];
	/** How many features a batch had, where it says. */
	readonly featureCount?: number | undefined;
}

const BATCH_MODE = 'murmuration';

function readStage(name: string, value: unknown): HistoryStage {
	if (!isJsonObject(value)) return { name };
	return {
		name,
		status: readText(value['status']),
		durationMs: readNumber(value['durationMs']),
		tokens: readTokens(value['tokens']),
		cost: readCost(value['cost']),
	};
}

/** Stages by name, or as a list of objects that carry theirs. */
function readStages(value: unknown): readonly HistoryStage[] {
	if (isJsonObject(value)) return Object.entries(value).map(([name, stage]) => readStage(name, stage));
	if (!Array.isArray(value)) return [];
	return value.flatMap((stage: unknown) => {
		const name = isJsonObject(stage) ? readText(stage['name']) : undefined;
		return name === undefined ? [] : [readStage(name, stage)];
	});
}

export function addTokens(one: Tokens | undefined, other: Tokens | undefined): Tokens | undefined {
	if (!one || !other) return one ?? other;
	return { input: one.input + other.input, output: one.output + other.output };
}

export function addCosts(one: Picodollars | undefined, other: Picodollars | undefined): Picodollars | undefined {
	return one === undefined || other === undefined ? (one ?? other) : one + other;
}

/** The time an entry states, else the time between its ends. */
function durationOf(stated: unknown, startMs: number | undefined, endMs: number | undefined): number | undefined {
	const known = readNumber(stated);
	if (known !== undefined || startMs === undefined || endMs === undefined) return known;
	return endMs >= startMs ? endMs - startMs : undefined;
}

/**
 * Reads an entry of `pipeline-history.json`, whatever it is: other programs and older versions wrote `null`, texts,
 * costs like `"$0.12"`, entries without an end and batches. What makes no sense is absent from the row.
 * @param parseTime Unix milliseconds of a text, NaN where it is no time
 */
export function readHistoryRow(entry: unknown, parseTime: (text: string) => number): HistoryRow {
	if (!isJsonObject(entry)) return { kind: 'unreadable', stages: [] };
	const stages = readStages(entry['stages']);
	const startedAtMs = readTimeMs(entry['startedAt'], parseTime);
	const completedAtMs = readTimeMs(entry['completedAt'], parseTime);
	const isBatch = entry['mode'] === BATCH_MODE;
	const features = entry['features'];
	return {
		kind: isBatch ? 'batch' : 'run',
		slug: readText(entry['slug']),
		status: readText(entry['status'])?.trim(),
		startedAt: readText(entry['startedAt']),
		completedAt: readText(entry['completedAt']),
		startedAtMs,
		completedAtMs,
		durationMs: durationOf(entry['totalDurationMs'], startedAtMs, completedAtMs),
		failedStage: readText(entry['failedStage']),
		pausedAfter: readText(entry['pausedAfter']),
		runId: readText(entry['runId']),
		featureId: readText(entry['featureId']),
		type: readText(entry['type']),
		commitHash: readText(entry['commitHash']),
		cost: readCost(entry['totalCost']) ?? stages.map(({ cost }) => cost).reduce(addCosts, undefined),
		tokens: readTokens(entry['totalTokens']) ?? stages.map(({ tokens }) => tokens).reduce(addTokens, undefined),
		stages,
		featureCount: isBatch && Array.isArray(features) ? features.length : undefined,
	};
}

/** What stands for an entry where a slug is expected; undefined where nothing does. */
export function rowName({ kind, slug, featureCount }: HistoryRow): string | undefined {
	if (kind !== 'batch') return slug;
	return featureCount === undefined
		? BATCH_MODE
		: `${BATCH_MODE} (${featureCount} feature${featureCount === 1 ? '' : 's'})`;
}

/** When a run belongs into the history: its end, else its start. */
export function rowTimeMs({ completedAtMs, startedAtMs }: HistoryRow): number | undefined {
	return completedAtMs ?? startedAtMs;
}

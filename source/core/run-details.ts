import { readNumber, readText, readTimeMs } from './history/loose-values.ts';
import { addTokens, readHistoryRow, rowName } from './history/row.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import type { Picodollars } from './money.ts';
import { type Run, type Tokens, totalCost, totalDurationMs } from './run.ts';
import type { RunFailure } from './run-failure.ts';
import type { DeliveryLine } from './watch/facts.ts';
import { stageElapsedMs } from './watch/now-pane.ts';

/** What the next stage said of this one's work, as far as it can be read. */
export interface StageFeedback {
	/** 1 (useless) to 5 (flawless). */
	readonly rating?: number | undefined;
	readonly recommendation?: string | undefined;
	readonly issues: readonly string[];
}

/** A bar of the timeline, milliseconds from the run's start; without `fromMs` nobody noted when it was. */
export interface TimelineStage {
	readonly name: string;
	readonly status: string;
	readonly fromMs?: number | undefined;
	readonly toMs?: number | undefined;
	/** Time spent, which is less than the bar where there were pauses between attempts. */
	readonly durationMs?: number | undefined;
	readonly attempts?: number | undefined;
	readonly tokens?: Tokens | undefined;
	readonly cost?: Picodollars | undefined;
	readonly feedback?: StageFeedback | undefined;
}

/** What would leave of a run at the audience in force. */
export type PayloadPreview =
	| {
			readonly kind: 'body';
			readonly audience: string;
			readonly wire: string;
			readonly sizeBytes: number;
			/** Where the bytes come from: stored, or as they would be built. */
			readonly origin: string;
			/** The body to read: indented, artifacts decoded. */
			readonly text: string;
	  }
	| { readonly kind: 'nothing'; readonly reason: string };

/** Everything that is known of one run. Texts are as they were written: whoever prints them cleans them. */
export interface RunDetails {
	readonly key: string;
	readonly runId?: string | undefined;
	readonly slug?: string | undefined;
	readonly status: string;
	readonly type?: string | undefined;
	readonly featureId?: string | undefined;
	readonly parentRunId?: string | undefined;
	readonly commitHash?: string | undefined;
	readonly stoppedAt?: string | undefined;
	readonly startedAtMs?: number | undefined;
	readonly completedAtMs?: number | undefined;
	readonly durationMs?: number | undefined;
	readonly tokens?: Tokens | undefined;
	readonly cost?: Picodollars | undefined;
	readonly stages: readonly TimelineStage[];
	/** As of when the times of a run in progress are. */
	readonly readAtMs?: number | undefined;
	/** What its logs showed, the worst first. */
	readonly failures: readonly RunFailure[];
	/** Where its event is, if it still is somewhere. */
	readonly event?: 'waiting' | 'rejected' | undefined;
	/** Oldest first. */
	readonly deliveries: readonly DeliveryLine[];
	readonly preview: PayloadPreview;
}

export interface DetailsSurroundings {
	readonly failures: readonly RunFailure[];
	readonly event?: RunDetails['event'];
	readonly deliveries: readonly DeliveryLine[];
	readonly preview: PayloadPreview;
}

const offset = (ms: number | undefined, startMs: number) => (ms === undefined ? undefined : Math.max(0, ms - startMs));

/** A run of our own journal, in progress or ended. */
export function detailsOfRun(run: Run, surroundings: DetailsSurroundings, nowMs: number): RunDetails {
	const { startedAtMs } = run;
	return {
		...surroundings,
		readAtMs: nowMs,
		key: `run:${run.runId}`,
		runId: run.runId,
		slug: run.slug,
		status: run.status,
		type: run.type,
		featureId: run.featureId,
		parentRunId: run.parentRunId,
		commitHash: run.commitHash,
		stoppedAt: run.failedStage ?? run.pausedAfter,
		startedAtMs,
		completedAtMs: run.completedAtMs,
		durationMs: totalDurationMs(run, nowMs),
		tokens: run.stages.map(({ tokens }) => tokens).reduce(addTokens, undefined),
		cost: totalCost(run),
		stages: run.stages.map((stage) => ({
			name: stage.name,
			status: stage.status,
			fromMs: offset(stage.startedAtMs, startedAtMs),
			toMs: offset(stage.status === 'running' ? nowMs : stage.completedAtMs, startedAtMs),
			durationMs: stage.status === 'skipped' ? undefined : stageElapsedMs(stage, nowMs),
			attempts: stage.attempts,
			tokens: stage.tokens,
			cost: stage.cost,
			feedback: stage.feedback,
		})),
	};
}

/** The same run a while later: what is in progress has gone on. */
export function detailsAt(details: RunDetails, nowMs: number): RunDetails {
	const { status, durationMs, stages, readAtMs = nowMs } = details;
	if (status !== 'running' || nowMs <= readAtMs) return details;
	const later = (ms: number | undefined) => (ms === undefined ? undefined : ms + nowMs - readAtMs);
	return {
		...details,
		readAtMs: nowMs,
		durationMs: later(durationMs),
		stages: stages.map((stage) =>
			stage.status === 'running' ? { ...stage, toMs: later(stage.toMs), durationMs: later(stage.durationMs) } : stage,
		),
	};
}

const BEST_RATING = 5;
const MOST_ISSUES = 20;

function feedbackOf(stage: JsonObject): StageFeedback | undefined {
	const given = stage['feedback'];
	if (!isJsonObject(given)) return undefined;
	const number = readNumber(given['rating']);
	const rating = number !== undefined && number >= 1 && number <= BEST_RATING ? number : undefined;
	const written: readonly unknown[] = Array.isArray(given['issues']) ? given['issues'] : [];
	const issues = written.slice(0, MOST_ISSUES).flatMap((issue) => readText(issue) ?? []);
	if (rating === undefined && issues.length === 0) return undefined;
	return { rating, recommendation: readText(given['recommendation'] ?? given['rec']), issues };
}

/** The JSON of a stage, kept by its name or in a list. */
function writtenStage(stages: unknown, name: string): JsonObject {
	const found: unknown = Array.isArray(stages)
		? stages.find((stage: unknown) => isJsonObject(stage) && stage['name'] === name)
		: isJsonObject(stages) && Object.hasOwn(stages, name)
			? stages[name]
			: undefined;
	return isJsonObject(found) ? found : {};
}

/**
 * An entry that another program wrote, whatever its shape: what can't be read of it is absent.
 * @param parseTime Unix milliseconds of a text, NaN where it is no time
 */
export function detailsOfEntry(
	identity: string,
	entry: unknown,
	surroundings: DetailsSurroundings,
	parseTime: (text: string) => number,
): RunDetails {
	const row = readHistoryRow(entry, parseTime);
	const written = isJsonObject(entry) ? entry['stages'] : undefined;
	const startMs = row.startedAtMs ?? 0;
	return {
		...surroundings,
		key: identity,
		runId: row.runId,
		slug: rowName(row),
		status: row.status ?? 'unknown',
		type: row.type,
		featureId: row.featureId,
		commitHash: row.commitHash,
		stoppedAt: row.failedStage ?? row.pausedAfter,
		startedAtMs: row.startedAtMs,
		completedAtMs: row.completedAtMs,
		durationMs: row.durationMs,
		tokens: row.tokens,
		cost: row.cost,
		stages: row.stages.map(({ name, status, durationMs, tokens, cost }) => {
			const stage = writtenStage(written, name);
			const times = [stage['startedAt'], stage['completedAt']].map((value) => readTimeMs(value, parseTime));
			const [fromMs, toMs] = row.startedAtMs === undefined ? [] : times.map((ms) => offset(ms, startMs));
			return {
				name,
				status: status ?? 'unknown',
				fromMs,
				toMs,
				durationMs,
				attempts: readNumber(stage['attempts']),
				tokens,
				cost,
				feedback: feedbackOf(stage),
			};
		}),
	};
}

import { type Feedback, normalizeFeedbackKeys, validateFeedback } from '../feedback.ts';
import { readTimeMs } from '../history/loose-values.ts';
import { readHistoryRow, rowName } from '../history/row.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { Picodollars } from '../money.ts';
import { type Run, type Tokens, totalCost, totalDurationMs } from '../run.ts';
import type { RunFailure } from '../run-failure.ts';
import type { DeliveryLine } from './facts.ts';
import { stageElapsedMs } from './now-pane.ts';

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
	readonly feedback?: Feedback | undefined;
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
	/** Oldest first. */
	readonly deliveries: readonly DeliveryLine[];
	readonly preview: PayloadPreview;
}

export interface DetailsSurroundings {
	readonly failures: readonly RunFailure[];
	readonly deliveries: readonly DeliveryLine[];
	readonly preview: PayloadPreview;
}

const offset = (ms: number | undefined, startMs: number) => (ms === undefined ? undefined : Math.max(0, ms - startMs));

function addAll(tokens: readonly (Tokens | undefined)[]): Tokens | undefined {
	const known = tokens.flatMap((one) => (one === undefined ? [] : [one]));
	if (known.length === 0) return undefined;
	return known.reduce((sum, { input, output }) => ({ input: sum.input + input, output: sum.output + output }));
}

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
		tokens: addAll(run.stages.map(({ tokens }) => tokens)),
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

/** Feedback that is whole; what is left of one says too little. */
function feedbackOf(stage: JsonObject): Feedback | undefined {
	if (!isJsonObject(stage['feedback'])) return undefined;
	const feedback = normalizeFeedbackKeys(stage['feedback']);
	return validateFeedback(feedback).valid ? (feedback as unknown as Feedback) : undefined;
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
	const written = isJsonObject(entry) && isJsonObject(entry['stages']) ? entry['stages'] : {};
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
			const found = Object.hasOwn(written, name) ? written[name] : undefined;
			const stage = isJsonObject(found) ? found : {};
			const times = [stage['startedAt'], stage['completedAt']].map((value) => readTimeMs(value, parseTime));
			const [fromMs, toMs] = row.startedAtMs === undefined ? [] : times.map((ms) => offset(ms, startMs));
			return { name, status: status ?? 'unknown', fromMs, toMs, durationMs, tokens, cost, feedback: feedbackOf(stage) };
		}),
	};
}

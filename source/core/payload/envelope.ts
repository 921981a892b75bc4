import type { CiJob } from '../ci/job.ts';
import type { Feedback } from '../feedback.ts';
import { known } from '../known.ts';
import type { FailureCount } from '../metrics/snapshot.ts';
import { toDollars } from '../money.ts';
import { executedStages, type Run, type Stage, totalCost, totalDurationMs } from '../run.ts';
import { toStorableText } from '../text.ts';
import type { FlatTexts } from './flat.ts';

/** A stage that ran, as receivers see it. Times are ISO 8601 in UTC, costs dollars. */
export interface StageFacts {
	readonly name: string;
	readonly status: string;
	readonly durationMs: number;
	readonly startedAt?: string;
	readonly completedAt?: string;
	readonly attempts?: number;
	readonly tokens?: { readonly input: number; readonly output: number; readonly total: number };
	readonly cost?: number;
	readonly feedback?: Feedback;
	readonly feedbackRating?: number;
}

export interface RunFacts {
	readonly featureId?: string;
	readonly slug: string;
	readonly status: string;
	readonly startedAt: string;
	readonly completedAt: string;
	readonly totalDurationMs: number;
	readonly type: string;
	readonly parentRunId?: string;
	readonly commitHash?: string;
	readonly failedStage?: string;
	readonly pausedAfter?: string;
	readonly totalCost?: number;
	readonly stages: Readonly<Record<string, StageFacts>>;
	readonly feedback?: Readonly<Record<string, Feedback>>;
	/** What its logs showed, the worst first; absent where none was read or none showed any. */
	readonly failures?: readonly FailureCount[];
}

/** Who ran it, where. Parts that are unknown are absent. */
export interface Identity {
	readonly gitUser?: string;
	readonly gitEmail?: string;
	readonly repoUrl?: string;
	readonly repoName?: string;
	readonly host?: string;
	readonly ci?: string;
	readonly ciJob?: CiJob;
	readonly recorder: string;
}

/** The event at the end of a run: kept in the outbox, published in `telemetry-failed.json`. */
export interface Envelope {
	readonly runId: string;
	readonly run: RunFacts;
	readonly identity?: Identity;
	/** File name → base64 of gzip. */
	readonly artifacts?: Readonly<Record<string, string>>;
	readonly droppedArtifacts?: readonly string[];
}

/** A file of the feature, compressed. `text` is its content for receivers that show text. */
export interface Artifact {
	readonly name: string;
	readonly gzipBase64: string;
	readonly text: string;
}

const LATEST_DATE_MS = 8_640_000_000_000_000;
/** Durations are stored by receivers in 32 bits: 24 days. */
export const LONGEST_DURATION_MS = 2 ** 31 - 1;

function isoTime(ms: number, toIso: (ms: number) => string): string {
	return toIso(Math.min(Math.max(0, Math.trunc(ms)), LATEST_DATE_MS));
}

function durationOf(ms: number): number {
	return Math.min(Math.max(0, Math.round(ms)), LONGEST_DURATION_MS);
}

function cleanFeedback(feedback: Feedback): Feedback {
	return { ...feedback, issues: feedback.issues.map(toStorableText) };
}

function cleanFailure({ fingerprint, stage, severity, count }: FailureCount): FailureCount {
	return { fingerprint: toStorableText(fingerprint), stage: toStorableText(stage), severity, count };
}

function stageFacts(stage: Stage, withheld: boolean, toIso: (ms: number) => string): StageFacts {
	const { tokens, cost } = stage;
	const feedback = withheld || !stage.feedback ? undefined : cleanFeedback(stage.feedback);
	return known<Required<StageFacts>>({
		name: toStorableText(stage.name),
		status: stage.status,
		durationMs: durationOf(stage.durationMs),
		startedAt: stage.startedAtMs === undefined ? undefined : isoTime(stage.startedAtMs, toIso),
		completedAt: stage.completedAtMs === undefined ? undefined : isoTime(stage.completedAtMs, toIso),
		attempts: stage.attempts > 1 ? stage.attempts : undefined,
		tokens: tokens && { ...tokens, total: tokens.input + tokens.output },
		cost: cost === undefined ? undefined : toDollars(cost),
		feedback,
		feedbackRating: feedback?.rating,
	});
}

/** Facts of a finished run. `toIso` formats Unix milliseconds (the core has no clock and no Date). */
export function buildRunFacts(run: Run, toIso: (ms: number) => string): RunFacts {
	const stages = executedStages(run).map((stage) => stageFacts(stage, run.feedbackWithheld, toIso));
	const rated = stages.flatMap(({ name, feedback }) => (feedback ? [[name, feedback] as const] : []));
	const cost = totalCost(run);
	const completedAtMs = run.completedAtMs ?? run.startedAtMs;
	return known<Required<Omit<RunFacts, 'failures'>>>({
		featureId: run.featureId === undefined ? undefined : toStorableText(run.featureId),
		slug: toStorableText(run.slug),
		status: run.status,
		startedAt: isoTime(run.startedAtMs, toIso),
		completedAt: isoTime(completedAtMs, toIso),
		totalDurationMs: durationOf(totalDurationMs(run, completedAtMs)),
		type: run.type,
		parentRunId: run.parentRunId === undefined ? undefined : toStorableText(run.parentRunId),
		commitHash: run.commitHash === undefined ? undefined : toStorableText(run.commitHash),
		failedStage: run.failedStage === undefined ? undefined : toStorableText(run.failedStage),
		pausedAfter: run.pausedAfter === undefined ? undefined : toStorableText(run.pausedAfter),
		totalCost: cost === undefined ? undefined : toDollars(cost),
		stages: Object.fromEntries(stages.map((stage) => [stage.name, stage])),
		feedback: rated.length === 0 ? undefined : Object.fromEntries(rated),
	}) as RunFacts;
}

export interface EnvelopeParts {
	readonly run: Run;
	readonly failures?: readonly FailureCount[] | undefined;
	readonly identity?: Identity | undefined;
	readonly artifacts: readonly Artifact[];
	/** Files that exist but could not be taken along. */
	readonly droppedArtifacts?: readonly string[];
}

export interface BuiltEnvelope {
	readonly envelope: Envelope;
	readonly texts: FlatTexts;
}

/** Builds the envelope, and beside it the texts that the flat wire shows. */
export function buildEnvelope(parts: EnvelopeParts, toIso: (ms: number) => string): BuiltEnvelope {
	const { run, failures = [], identity, artifacts, droppedArtifacts = [] } = parts;
	const facts = buildRunFacts(run, toIso);
	const envelope = known<Required<Envelope>>({
		runId: run.runId,
		run: failures.length === 0 ? facts : { ...facts, failures: failures.map(cleanFailure) },
		identity: identity && (mapStrings(identity) as Identity),
		artifacts:
			artifacts.length === 0
				? undefined
				: Object.fromEntries(artifacts.map((artifact) => [toStorableText(artifact.name), artifact.gzipBase64])),
		droppedArtifacts: droppedArtifacts.length === 0 ? undefined : droppedArtifacts.map(toStorableText),
	}) as Envelope;
	return { envelope, texts: new Map(artifacts.map(({ name, text }) => [toStorableText(name), toStorableText(text)])) };
}

function mapStrings(value: object): object {
	return Object.fromEntries(
		Object.entries(value).map(([key, item]) => [key, typeof item === 'string' ? toStorableText(item) : item]),
	);
}

import { loadCiJob } from '../adapters/ci-job.ts';
import { detectCi, type Environment } from '../adapters/environment.ts';
import { ensureFeatureId } from '../adapters/feature-id-file.ts';
import { readHeadCommit } from '../adapters/git.ts';
import type { Project } from '../adapters/paths.ts';
import type { CiJob } from '../core/ci/job.ts';
import { type FinishRequest, finishRun } from '../core/finish.ts';
import type { Observation } from '../core/live/churn.ts';
import { measureRun } from '../core/metrics/measured-run.ts';
import type { FailureCount } from '../core/metrics/snapshot.ts';
import type { Pricing } from '../core/money.ts';
import type { Run } from '../core/run.ts';
import { type DeliveryMode, deliveryMode, sinkOrder } from '../core/settings/delivery-mode.ts';
import type { ResolvedSettings } from '../core/settings/resolve.ts';
import { type UsageEvent, usageByStage } from '../core/usage.ts';
import { endpointOf } from '../delivery/endpoint-digest.ts';
import { putAuditLine } from '../store/audit.ts';
import { concludeRun } from '../store/conclude.ts';
import { addToCounter, RECORDER_ERRORS, REPLACED_COUNTER } from '../store/counters.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { logDelivery, readRemoteId } from '../store/deliveries.ts';
import { readObservation } from '../store/failures.ts';
import { absorbEntry } from '../store/history.ts';
import { putDeadLetter, putEvent } from '../store/outbox.ts';
import { requestPublishing } from '../store/published/changes.ts';
import { putStage, readRun, updateRun } from '../store/runs.ts';
import { buildEvent, gatherSurroundings, NO_SURROUNDINGS, type Surroundings } from './build-event.ts';

export interface LifecycleTools {
	readonly database: Database;
	readonly project: Project;
	readonly environment: Environment;
	readonly settings: ResolvedSettings;
	readonly usageEvents: readonly UsageEvent[];
	readonly pricing: Pricing;
	/** This program and its version, as it names itself in events. */
	readonly recorder: string;
	readonly nowMs: number;
}

export type FinishResult =
	| { readonly kind: 'queued' | 'dead-letter' | 'recorded' }
	/** Nothing changed: there is no such run, or it has ended before. */
	| { readonly kind: 'ignored'; readonly reason: string };

type FeatureIdReading = { readonly featureId: string | undefined; readonly hasFailed: boolean };

/** featureId where the spec can be read and written; a failure costs the id, never the run. */
function tryFeatureId(root: string, slug: string): FeatureIdReading {
	try {
		return { featureId: ensureFeatureId(root, slug), hasFailed: false };
	} catch {
		return { featureId: undefined, hasFailed: true };
	}
}

/** What every producer of runs ends in; what went wrong on the way to it is told by the run's own snapshot. */
function conclude(
	tools: LifecycleTools,
	run: Run,
	observation: Observation | undefined,
	hasFeatureIdFailed: boolean,
	ciJob: CiJob | undefined,
): void {
	const { database, settings, recorder, environment } = tools;
	// Under `off` nothing of telemetry is counted either.
	const isOff = settings.values.audience === 'off';
	if (hasFeatureIdFailed && !isOff) addToCounter(database, `${RECORDER_ERRORS}feature-id`, 1);
	if (settings.problems.length > 0 && !isOff) addToCounter(database, `${RECORDER_ERRORS}settings`, 1);
	const producer = { kind: 'own', recorder, ci: detectCi(environment), ciJob } as const;
	concludeRun(database, { run: measureRun(run), producer, observation, sinks: sinkOrder(settings) });
}

function queue(
	tools: LifecycleTools,
	run: Run,
	failures: readonly FailureCount[],
	surroundings: Surroundings,
	url: string,
): FinishResult {
	const { database, nowMs } = tools;
	const { values } = tools.settings;
	const endpoint = endpointOf(run.parentRunId, url);
	const remoteParentId = run.parentRunId === undefined ? undefined : readRemoteId(database, run.parentRunId, endpoint);
	const rendering = buildEvent(run, failures, surroundings, values, remoteParentId);
	if (!rendering) return { kind: 'recorded' };
	const { projected } = rendering;
	const details = { audience: projected.audience, runId: run.runId };
	putAuditLine(database, { atMs: nowMs, event: 'telemetry_enabled', details });
	for (const [rule, count] of Object.entries(surroundings.replacedSecrets)) {
		addToCounter(database, REPLACED_COUNTER + rule, count);
	}
	const { runId } = run;
	const event = {
		runId,
		envelope: JSON.stringify(projected.value),
		audience: projected.audience,
		wire: values.wire,
		queuedAtMs: nowMs,
	};
	if (rendering.kind === 'body') {
		putEvent(database, { ...event, body: rendering.body, endpoint });
		return { kind: 'queued' };
	}
	// It never enters the outbox: bytes that nobody may send are not kept, and nothing is dropped to make room for it.
	const { reason } = rendering;
	putDeadLetter(database, event, { atMs: nowMs, reason, attempts: 0 });
	logDelivery(database, { runId, result: 'rejected', atMs: nowMs, durationMs: 0, statusCode: undefined, reason });
	return { kind: 'dead-letter' };
}

/** Under `off` and without a URL nothing is noted; settings that can't be read are, so that someone finds out. */
function noteNotQueued(tools: LifecycleTools, runId: string, mode: DeliveryMode & { kind: 'inactive' }): FinishResult {
	if (mode.reason === 'invalid-settings' || mode.reason === 'operator-only-on-flat') {
		const { database, nowMs: atMs } = tools;
		logDelivery(database, {
			runId,
			result: 'not-queued',
			atMs,
			durationMs: 0,
			statusCode: undefined,
			reason: mode.message,
		});
	}
	return { kind: 'recorded' };
}

/**
 * The end of a run, the one function for every producer: the finished run and its outbox row are one transaction.
 * Sending is another process's work.
 * @throws where the database can't be written
 */
export async function recordFinish(
	tools: LifecycleTools,
	runId: string,
	request: FinishRequest,
): Promise<FinishResult> {
	const { database, project, environment, settings, nowMs } = tools;
	const slug = readRun(database, runId)?.slug;
	if (slug === undefined) return { kind: 'ignored', reason: `no run ${runId}` };
	const { featureId, hasFailed } = tryFeatureId(project.root, slug);
	const commitHash = request.commitHash ?? readHeadCommit(project.root);
	const mode = deliveryMode(settings);
	const ciJob = await loadCiJob(environment);
	const surroundings =
		mode.kind === 'active'
			? await gatherSurroundings(project, slug, settings.values, environment, tools.recorder)
			: NO_SURROUNDINGS;
	return inTransaction(database, (): FinishResult => {
		// Read under the write lock: two processes may finish one run at once, and stages may just have been noted.
		const current = readRun(database, runId);
		if (current?.status !== 'running') return { kind: 'ignored', reason: `run ${runId} has ended before` };
		const names = new Set(current.stages.map((stage) => stage.name));
		const usage = usageByStage(tools.usageEvents, names, current.startedAtMs, tools.pricing);
		const run = finishRun(current, { ...request, commitHash, featureId }, usage, nowMs);
		updateRun(database, run);
		for (const stage of run.stages) putStage(database, runId, stage);
		absorbEntry(database, runId);
		requestPublishing(database);
		const observation = readObservation(database, runId);
		const result =
			mode.kind === 'active'
				? queue(tools, run, observation?.failures ?? [], surroundings, mode.endpoint.url)
				: noteNotQueued(tools, runId, mode);
		conclude(tools, run, observation, hasFailed, ciJob);
		return result;
	});
}

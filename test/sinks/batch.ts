import { buildSnapshot } from '../../source/core/metrics/build-snapshot.ts';
import { measureRun } from '../../source/core/metrics/measured-run.ts';
import type { MetricName } from '../../source/core/metrics/registry.ts';
import { addPoint, type Series, type Totals } from '../../source/core/metrics/series.ts';
import type { Snapshot } from '../../source/core/metrics/snapshot.ts';
import type { Audience } from '../../source/core/privacy/audience.ts';
import { project } from '../../source/core/privacy/project.ts';
import type { SinkBatch, SinkTools } from '../../source/sinks/sink.ts';
import { sampleRun, sampleStage } from '../support/store.ts';

export const INSTANCE = 'b6a0f9c2-7a0e-4c55-9d1b-2f6f1d1f9a01';

export const tools = (root = '/nowhere'): SinkTools => ({
	root,
	userAgent: 'murmur8/0.0.0-test',
	printError: undefined,
});

/** A run with something of every metric, ended at `atMs`. */
export function sampleSnapshot(atMs: number, runId?: string, status: 'success' | 'failed' = 'failed'): Snapshot {
	const stages = [
		sampleStage('alex', {
			startedAtMs: atMs - 60_000,
			completedAtMs: atMs - 50_000,
			durationMs: 10_000,
			tokens: { input: 1_200, output: 300 },
			cost: 120_000_000_000n,
			feedback: { rating: 4, issues: [], recommendation: 'proceed' },
		}),
		sampleStage('canary-stage', {
			startedAtMs: atMs - 50_000,
			completedAtMs: atMs,
			durationMs: 50_000,
			status: 'failed',
		}),
	];
	const run = measureRun(
		sampleRun({
			...(runId === undefined ? {} : { runId }),
			slug: 'canary-slug',
			status,
			startedAtMs: atMs - 60_000,
			completedAtMs: atMs,
			commitHash: 'c0ffee',
			stages,
		}),
	);
	return buildSnapshot({
		run,
		recorder: 'canary-recorder/1.2.3',
		ci: 'canary-ci',
		ciJob: {
			workflow: 'canary-workflow',
			runUrl: 'https://ci.example.com/canary-job/7',
			branch: 'canary-branch',
			pullRequest: '12',
		},
		failures: [{ fingerprint: 'sha256-canary', stage: 'alex', severity: 'error', count: 3 }],
		churn: { new: ['sha256-canary'], resolved: [], unchanged: [] },
		machinery: {
			deliveries: { delivered: 2 },
			lastDeliveryMs: 311,
			outboxDepth: 3,
			dropped: 1,
			sinkErrors: 2,
			recorderErrors: { settings: 1 },
		},
	});
}

/** What sinks get of runs that ended one after another: of the last one, and of all together. */
export function batchOf(snapshots: readonly Snapshot[], audience: Audience): SinkBatch {
	const series = new Map<string, Series>();
	for (const { points } of snapshots) {
		for (const point of points) {
			const key = JSON.stringify([point.name, point.labels]);
			series.set(key, addPoint(series.get(key), { ...point, name: point.name as MetricName }));
		}
	}
	const last = snapshots.at(-1);
	const run = last && project(last, audience, 'snapshot');
	if (!last || !run) throw new Error('nothing to send');
	const startedAtMs = (snapshots[0]?.timestampMs ?? 0) - 1_000;
	const totals: Totals = {
		instance: INSTANCE,
		startedAtMs,
		timestampMs: last.timestampMs,
		series: [...series.values()],
	};
	return { run, totals: project(totals, audience, 'totals') };
}

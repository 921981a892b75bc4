import { type LiveAnswer, selectProjected } from '../live/state.ts';
import { ANSWERS } from './answers.ts';
import { churnAnswer } from './churn.ts';
import { pageOf } from './cursor.ts';
import { failureSummary } from './failures.ts';
import { healthOf } from './health.ts';
import type { ParameterName, Query } from './parameters.ts';
import type { Schema } from './schema.ts';
import { seriesAnswer } from './series.ts';
import { isRunAskedFor, type ServedRun } from './served-run.ts';
import { stageFigures } from './stages.ts';
import type { SeenSnapshot } from './values.ts';
import type { ServedView } from './view.ts';

/** A question that was understood. */
export interface Asked {
	readonly query: Query;
	/** Of an address that names a run; '' elsewhere. */
	readonly runId: string;
	readonly nowMs: number;
}

/** An address that answers with JSON. The table of these routes, checks, describes and tests. */
export interface Endpoint {
	readonly path: string;
	readonly summary: string;
	readonly parameters: readonly ParameterName[];
	readonly answer: Schema;
	/** What stands behind the head of the answer; undefined where there is no such thing. */
	readonly read: (view: ServedView, asked: Asked) => object | undefined;
}

const DIMENSIONS = ['window', 'stage', 'severity', 'feature', 'status'] as const;

const timeOf = ({ value }: SeenSnapshot) => value.timestampMs ?? 0;

function cutOf({ truncated, oldest }: LiveAnswer): object {
	return { ...(truncated ? { truncated } : {}), ...(oldest === undefined ? {} : { oldest }) };
}

/** An endpoint over the snapshots that were asked for, oldest first. */
const overSnapshots =
	(make: (snapshots: readonly SeenSnapshot[], asked: Asked) => object): Endpoint['read'] =>
	({ live }, asked) => {
		const selected = selectProjected(live, asked.query.live, asked.nowMs);
		return { ...make(selected.snapshots, asked), ...cutOf(selected) };
	};

function historyPage(snapshots: readonly SeenSnapshot[], { query }: Asked): object {
	const { items, next } = pageOf(snapshots.toReversed(), timeOf, query);
	return { snapshots: items.map(({ value }) => value), ...(next === undefined ? {} : { next }) };
}

const entryOf = ({ entry }: ServedRun) => entry;

/** What a list says of a run; stages and what was said of them are its details. */
function summaryOf({ entry }: ServedRun): object {
	const { stages: _stages, feedback: _feedback, ...summary } = entry;
	return summary;
}

function runsPage({ runs, runsInProgress, areRunsTruncated }: ServedView, { query, nowMs }: Asked): object {
	const wanted = runs.filter((run) => isRunAskedFor(run, query.live, nowMs));
	const { items, next } = pageOf(wanted, ({ timeMs }) => timeMs, query);
	const running = runsInProgress.filter((run) => isRunAskedFor(run, query.live, nowMs));
	return {
		runs: items.map(summaryOf),
		inProgress: running.map(summaryOf),
		...(areRunsTruncated ? { truncated: true } : {}),
		...(next === undefined ? {} : { next }),
	};
}

function runDetails({ runs, runsInProgress, live }: ServedView, { runId }: Asked): object | undefined {
	const run = [...runsInProgress, ...runs].find((each) => each.runId === runId);
	const snapshot = live.snapshots.find(({ value }) => value.runId === runId)?.value ?? null;
	if (run) return { run: entryOf(run), snapshot };
	return snapshot ? { run: { runId }, snapshot } : undefined;
}

export const ENDPOINTS: readonly Endpoint[] = [
	{
		path: '/api/v1/metrics',
		summary: 'the newest snapshot',
		parameters: [],
		answer: ANSWERS.metrics,
		read: ({ live }) => ({ snapshot: live.snapshots.at(-1)?.value ?? null }),
	},
	{
		path: '/api/v1/metrics/history',
		summary: 'snapshots, newest first',
		parameters: [...DIMENSIONS, 'metric', 'limit', 'cursor'],
		answer: ANSWERS.history,
		read: overSnapshots(historyPage),
	},
	{
		path: '/api/v1/runs',
		summary: 'finished runs, newest first, and those in progress',
		parameters: ['window', 'stage', 'feature', 'status', 'limit', 'cursor'],
		answer: ANSWERS.runs,
		read: runsPage,
	},
	{
		path: '/api/v1/runs/:runId',
		summary: 'one run with its stages',
		parameters: [],
		answer: ANSWERS.run,
		read: runDetails,
	},
	{
		path: '/api/v1/stages',
		summary: 'figures of each stage',
		parameters: DIMENSIONS,
		answer: ANSWERS.stages,
		read: overSnapshots((snapshots) => ({ stages: stageFigures(snapshots) })),
	},
	{
		path: '/api/v1/failures/summary',
		summary: 'failures by fingerprint, those of most runs first',
		parameters: DIMENSIONS,
		answer: ANSWERS.failures,
		read: overSnapshots((snapshots, { query }) => failureSummary(snapshots, query.live)),
	},
	{
		path: '/api/v1/failures/churn',
		summary: 'failures of each run against the one before, newest first',
		parameters: ['window', 'feature', 'status'],
		answer: ANSWERS.churn,
		read: overSnapshots(churnAnswer),
	},
	{
		path: '/api/v1/health',
		summary: 'success rate of the window, as score and grade',
		parameters: ['window', 'feature'],
		answer: ANSWERS.health,
		read: overSnapshots(healthOf),
	},
	{
		path: '/api/v1/series',
		summary: 'runs over time: what the charts of the dashboard are drawn of',
		parameters: DIMENSIONS,
		answer: ANSWERS.series,
		read: overSnapshots((snapshots, { query, nowMs }) => seriesAnswer(snapshots, query.live, nowMs)),
	},
	{
		path: '/api/v1/config',
		summary: 'settings that hold',
		parameters: [],
		answer: ANSWERS.config,
		read: ({ config }) => config,
	},
	{
		path: '/api/v1/delivery',
		summary: 'what waits, what was delivered and what was not; operator data',
		parameters: [],
		answer: ANSWERS.delivery,
		read: ({ delivery }) => ({ delivery: delivery ?? null }),
	},
];

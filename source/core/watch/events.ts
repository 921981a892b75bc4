import type { Feedback } from '../feedback.ts';
import { rowName } from '../history/row.ts';
import type { Picodollars } from '../money.ts';
import type { Audience } from '../privacy/audience.ts';
import type { Stage, Tokens } from '../run.ts';
import type { DeliveryLine, PastRun, RunInProgress, WatchFacts } from './facts.ts';
import type { Pipeline, PipelineState } from './pipelines.ts';

/** What somebody who watches is told, one thing each. Durations in milliseconds, money in picodollars. */
export type WatchEvent =
	| {
			readonly type: 'run-started';
			readonly runId: string;
			readonly slug: string;
			readonly worktree?: string | undefined;
	  }
	| {
			readonly type: 'stage';
			readonly runId: string;
			readonly slug: string;
			readonly stage: string;
			readonly status: string;
			readonly durationMs?: number | undefined;
			readonly tokens?: Tokens | undefined;
			readonly cost?: Picodollars | undefined;
	  }
	| {
			readonly type: 'feedback';
			readonly runId: string;
			readonly slug: string;
			readonly stage: string;
			readonly rating: number;
			readonly recommendation: string;
			readonly issues: readonly string[];
	  }
	| {
			readonly type: 'run-finished';
			readonly runId?: string | undefined;
			readonly slug?: string | undefined;
			readonly status?: string | undefined;
			readonly stage?: string | undefined;
			readonly durationMs?: number | undefined;
			readonly cost?: Picodollars | undefined;
	  }
	/** A pipeline of the npm package; `over` is one that is no longer in its files. */
	| {
			readonly type: 'pipeline';
			readonly source: Pipeline['source'];
			readonly slug: string;
			readonly state: PipelineState | 'over';
			readonly stage?: string | undefined;
			readonly worktree?: string | undefined;
	  }
	/** Many entries came or went at once: somebody cleared, restored or imported them. */
	| { readonly type: 'history'; readonly added: number; readonly removed: number }
	| ({ readonly type: 'delivery' } & Omit<DeliveryLine, 'position'>)
	| { readonly type: 'outbox'; readonly waiting: number; readonly rejected: number; readonly dropped: number }
	| {
			readonly type: 'settings';
			readonly audience: Audience;
			readonly delivery: string;
			readonly reason?: string | undefined;
	  }
	| { readonly type: 'problem'; readonly message: string }
	| { readonly type: 'problem-solved'; readonly message: string };

/** More entries than this between two looks are no runs that ended just now. */
const MOST_FINISHED = 20;

type StageFacts = Pick<Stage, 'name' | 'durationMs' | 'tokens' | 'cost'> & { readonly status: string };

function isSameStage(one: StageFacts | undefined, other: StageFacts): boolean {
	return (
		one?.status === other.status &&
		one.durationMs === other.durationMs &&
		one.cost === other.cost &&
		one.tokens?.input === other.tokens?.input &&
		one.tokens?.output === other.tokens?.output
	);
}

type RunName = { readonly runId: string; readonly slug: string };

function stageEvents(
	{ runId, slug }: RunName,
	before: readonly StageFacts[],
	after: readonly StageFacts[],
): readonly WatchEvent[] {
	const known = new Map(before.map((stage) => [stage.name, stage]));
	return after
		.filter((stage) => !isSameStage(known.get(stage.name), stage))
		.map(({ name, status, durationMs, tokens, cost }) => ({
			type: 'stage',
			runId,
			slug,
			stage: name,
			status,
			durationMs: status === 'running' || status === 'skipped' ? undefined : durationMs,
			tokens,
			cost,
		}));
}

const feedbackKey = (feedback: Feedback | undefined) => JSON.stringify(feedback ?? null);

function feedbackEvents(
	{ runId, slug }: RunName,
	before: readonly Stage[],
	after: readonly Stage[],
): readonly WatchEvent[] {
	const known = new Map(before.map(({ name, feedback }) => [name, feedbackKey(feedback)]));
	return after.flatMap(({ name, feedback }): readonly WatchEvent[] => {
		if (!feedback || known.get(name) === feedbackKey(feedback)) return [];
		const { rating, recommendation, issues } = feedback;
		return [{ type: 'feedback', runId, slug, stage: name, rating, recommendation, issues }];
	});
}

function progressEvents(before: WatchFacts, after: WatchFacts): readonly WatchEvent[] {
	const known = new Map(before.runs.map((one) => [one.run.runId, one.run]));
	return after.runs.flatMap(({ run, worktree }: RunInProgress): readonly WatchEvent[] => {
		const { runId, slug, stages } = run;
		const old = known.get(runId);
		return [
			...(old ? [] : [{ type: 'run-started' as const, runId, slug, worktree }]),
			...stageEvents(run, old?.stages ?? [], stages),
			...feedbackEvents(run, old?.stages ?? [], stages),
		];
	});
}

/** The end of a run, after what its stages came to since the last look. */
function finishEvents(before: WatchFacts, { row }: PastRun): readonly WatchEvent[] {
	const { runId, status, durationMs, cost } = row;
	const old = before.runs.find(({ run }) => run.runId === runId)?.run;
	const stages = row.stages.map((stage) => ({
		...stage,
		status: stage.status ?? '',
		durationMs: stage.durationMs ?? 0,
	}));
	const stage = status === 'failed' ? row.failedStage : status === 'paused' ? row.pausedAfter : undefined;
	return [
		...(old ? stageEvents(old, old.stages, stages) : []),
		{ type: 'run-finished', runId, slug: rowName(row), status, stage, durationMs, cost },
	];
}

function historyEvents(before: WatchFacts, after: WatchFacts): readonly WatchEvent[] {
	// A reader gives the same list again when nothing of it has changed.
	if (before.history === after.history) return [];
	const known = new Set(before.history.map(({ identity }) => identity));
	const left = new Set(after.history.map(({ identity }) => identity));
	const added = after.history.filter(({ identity }) => !known.has(identity));
	// A new entry pushes an old one out of what is read: that one has not gone.
	const removed = after.isTruncated ? 0 : before.history.filter(({ identity }) => !left.has(identity)).length;
	const isBulk = added.length > MOST_FINISHED;
	return [
		...(isBulk || removed > 0 ? [{ type: 'history' as const, added: isBulk ? added.length : 0, removed }] : []),
		...(isBulk ? [] : added.toReversed().flatMap((past) => finishEvents(before, past))),
	];
}

/** Not by its worktree, which comes and goes. */
const pipelineKey = ({ source, slug }: Pipeline) => `${source} ${slug}`;

function pipelineEvents(before: readonly Pipeline[], after: readonly Pipeline[]): readonly WatchEvent[] {
	const [old, now] = [before, after].map((list) => new Map(list.map((one) => [pipelineKey(one), one])));
	const changed = [...(now ?? [])].flatMap(([key, { source, slug, state, stage, worktree }]): readonly WatchEvent[] => {
		const known = old?.get(key);
		if (known?.state === state && known.stage === stage) return [];
		return [{ type: 'pipeline', source, slug, state, stage, worktree }];
	});
	const gone = [...(old ?? [])].flatMap(([key, { source, slug, worktree }]): readonly WatchEvent[] =>
		now?.has(key) ? [] : [{ type: 'pipeline', source, slug, state: 'over', worktree }],
	);
	return [...gone, ...changed];
}

function deliveryEvents({ delivery: before }: WatchFacts, { delivery: after }: WatchFacts): readonly WatchEvent[] {
	const seen = before.lines[0]?.position ?? 0;
	const news = after.lines.filter(({ position }) => position > seen).toReversed();
	const isSame =
		before.waiting === after.waiting &&
		before.rejected.length === after.rejected.length &&
		before.dropped === after.dropped;
	const { waiting, rejected, dropped } = after;
	return [
		...news.map(({ position: _position, ...line }) => ({ type: 'delivery' as const, ...line })),
		...(isSame ? [] : [{ type: 'outbox' as const, waiting, rejected: rejected.length, dropped }]),
	];
}

function settingsEvents(before: WatchFacts, after: WatchFacts): readonly WatchEvent[] {
	const [old, now] = [before, after].map(({ audience, delivery: { mode } }) => ({
		audience,
		delivery: mode.kind,
		reason: mode.kind === 'inactive' ? mode.message : undefined,
	}));
	const isSame = old?.audience === now?.audience && old?.delivery === now?.delivery && old?.reason === now?.reason;
	return isSame || !now ? [] : [{ type: 'settings', ...now }];
}

function problemEvents(before: readonly string[], after: readonly string[]): readonly WatchEvent[] {
	return [
		...before
			.filter((message) => !after.includes(message))
			.map((message) => ({ type: 'problem-solved' as const, message })),
		...after.filter((message) => !before.includes(message)).map((message) => ({ type: 'problem' as const, message })),
	];
}

/** What happened between two looks, in the order in which it is told. Nothing for two looks at the same. */
export function eventsBetween(before: WatchFacts, after: WatchFacts): readonly WatchEvent[] {
	const isOff = after.delivery.mode.kind === 'inactive' && after.delivery.mode.reason === 'off';
	return [
		...settingsEvents(before, after),
		...progressEvents(before, after),
		...historyEvents(before, after),
		...pipelineEvents(before.pipelines, after.pipelines),
		...(isOff ? [] : deliveryEvents(before, after)),
		...problemEvents(before.problems, after.problems),
	];
}

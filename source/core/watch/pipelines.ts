import type { MurmurationFeature } from '../murmuration-queue.ts';
import type { PipelineQueue } from '../pipeline-queue.ts';

/** `lost`: its murmuration says that it works, but its worktree is gone. */
export type PipelineState = 'waiting' | 'running' | 'merging' | 'conflict' | 'lost';

/** A pipeline of the npm package, as its own files tell of it. Texts are as they stand there. */
export interface Pipeline {
	readonly source: 'queue' | 'worktree';
	readonly slug: string;
	readonly state: PipelineState;
	readonly stage: string | undefined;
	readonly startedAtMs: number | undefined;
	/** Name of the worktree's folder. */
	readonly worktree: string | undefined;
}

/** A worktree that was found on disk, with the queue in it. */
export interface FoundWorktree {
	/** As a murmuration names it: relative to the project root, with `/`. */
	readonly path: string;
	readonly name: string;
	readonly queue: PipelineQueue | undefined;
}

/** What a murmuration's status means for somebody who watches; a status that is not here is over. */
const MURMURATION_STATES: ReadonlyMap<string, PipelineState> = new Map([
	['murm_queued', 'waiting'],
	['worktree_created', 'running'],
	['murm_running', 'running'],
	['merge_pending', 'merging'],
	['merge_conflict', 'conflict'],
]);

type ParseTime = (text: string) => number;

function timeOf(text: string | undefined, parseTime: ParseTime): number | undefined {
	const timeMs = text === undefined ? Number.NaN : parseTime(text);
	return Number.isFinite(timeMs) ? timeMs : undefined;
}

function ofQueue({ current }: PipelineQueue, parseTime: ParseTime): readonly Pipeline[] {
	if (!current) return [];
	const { slug, stage, startedAt } = current;
	const startedAtMs = timeOf(startedAt, parseTime);
	return [{ source: 'queue', slug, state: 'running', stage, startedAtMs, worktree: undefined }];
}

const withoutDot = (path: string) =>
	path
		.replaceAll('\\', '/')
		.replace(/^\.\//, '')
		.replace(/(?<!\/)\/+$/, '');

function ofFeature(
	feature: MurmurationFeature,
	worktree: FoundWorktree | undefined,
	parseTime: ParseTime,
): readonly Pipeline[] {
	const state = MURMURATION_STATES.get(feature.status);
	if (state === undefined) return [];
	const isAtWork = state === 'running' || state === 'merging';
	return [
		{
			source: 'worktree',
			slug: feature.slug,
			state: isAtWork && !worktree ? 'lost' : state,
			stage: worktree?.queue?.current?.stage,
			startedAtMs: timeOf(feature.startedAt ?? worktree?.queue?.current?.startedAt, parseTime),
			worktree: worktree?.name,
		},
	];
}

/** A worktree that no murmuration knows: only its own queue says that somebody works there. */
function ofWorktree({ name, queue }: FoundWorktree, parseTime: ParseTime): readonly Pipeline[] {
	if (!queue) return [];
	return ofQueue(queue, parseTime).map((pipeline) => ({ ...pipeline, source: 'worktree', worktree: name }));
}

/**
 * The pipelines that the npm package's files tell of: those of a murmuration, those of other worktrees, and the one of
 * the project's own queue.
 * @param parseTime Unix milliseconds of a text, NaN where it is no time
 */
export function listPipelines(
	queue: PipelineQueue | undefined,
	murmuration: readonly MurmurationFeature[],
	worktrees: readonly FoundWorktree[],
	parseTime: ParseTime,
): readonly Pipeline[] {
	const byPath = new Map(worktrees.map((worktree) => [withoutDot(worktree.path), worktree]));
	const known = new Set(murmuration.map(({ worktreePath }) => withoutDot(worktreePath ?? '')));
	return [
		...murmuration.flatMap((feature) => {
			const worktree = byPath.get(withoutDot(feature.worktreePath ?? ''));
			return ofFeature(feature, worktree, parseTime);
		}),
		...worktrees
			.filter(({ path }) => !known.has(withoutDot(path)))
			.flatMap((worktree) => ofWorktree(worktree, parseTime)),
		...(queue ? ofQueue(queue, parseTime) : []),
	];
}

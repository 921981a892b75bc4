import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMurmurationQueue } from '../../../source/core/murmuration-queue.ts';
import { readPipelineQueue } from '../../../source/core/pipeline-queue.ts';
import { type FoundWorktree, listPipelines } from '../../../source/core/watch/pipelines.ts';
import { parseTime } from '../history/entries.ts';
import { SEEDED } from '../property.ts';

const NOTHING = { worktreePath: undefined, branchName: undefined, startedAt: undefined, completedAt: undefined };

test.each([
	['an empty object', {}, []],
	['no object', [], undefined],
	['null', null, undefined],
	['features that are no list', { features: {} }, undefined],
	['what the npm package writes first', { features: [], startedAt: null }, []],
	['features without a slug', { features: [null, 'a', {}, { slug: ' ' }, { slug: 7 }] }, []],
	[
		'values of wrong types',
		{ features: [{ slug: 'a', status: 3, worktreePath: [] }] },
		[{ ...NOTHING, slug: 'a', status: 'unknown' }],
	],
	[
		'one as it should be',
		{
			features: [
				{ slug: 'a', status: 'murm_running', worktreePath: '.claude/worktrees/feat-a', startedAt: 't', logPath: 'l' },
			],
			baseBranch: 'main',
		},
		[{ ...NOTHING, slug: 'a', status: 'murm_running', worktreePath: '.claude/worktrees/feat-a', startedAt: 't' }],
	],
])('a murmuration from %s', (_, value, expected) => {
	expect(readMurmurationQueue(value)).toEqual(expected);
});

test('a million features are as many as anybody runs', () => {
	const features = Array.from({ length: 5_000 }, (_, index) => ({ slug: String(index) }));
	expect(readMurmurationQueue({ features })).toHaveLength(200);
});

const at = (slug: string, stage: string) =>
	readPipelineQueue({ current: { slug, stage, startedAt: '2026-01-01T00:00:00Z' } });

const worktree = (name: string, queue?: FoundWorktree['queue']): FoundWorktree => ({
	path: `.claude/worktrees/${name}`,
	name,
	queue,
});

const feature = (slug: string, status: string, worktreePath = `./.claude/worktrees/feat-${slug}/`) => ({
	...NOTHING,
	slug,
	status,
	worktreePath,
});

describe('the pipelines of the npm package', () => {
	test.each([
		['none', undefined, [], [], []],
		['that of the queue', at('a', 'cass'), [], [], ['queue a running cass -']],
		[
			'a worktree with nothing at work',
			undefined,
			[],
			[worktree('feat-a'), worktree('feat-b', readPipelineQueue({}))],
			[],
		],
		[
			'a worktree that no murmuration knows',
			undefined,
			[],
			[worktree('by-hand', at('a', 'alex'))],
			['worktree a running alex by-hand'],
		],
		[
			'a murmuration in all its states',
			undefined,
			[
				feature('a', 'murm_queued'),
				feature('b', 'worktree_created'),
				feature('c', 'murm_running'),
				feature('d', 'merge_pending'),
				feature('e', 'merge_conflict'),
				feature('f', 'murm_running'),
				...['murm_complete', 'murm_failed', 'aborted', 'unknown', 'toString'].map((status) => feature('over', status)),
			],
			[
				worktree('feat-b'),
				worktree('feat-c', at('c', 'nigel')),
				worktree('feat-d', at('d', 'codey')),
				worktree('feat-e'),
				worktree('feat-over', at('over', 'codey')),
			],
			[
				'worktree a waiting - -',
				'worktree b running - feat-b',
				'worktree c running nigel feat-c',
				'worktree d merging codey feat-d',
				'worktree e conflict - feat-e',
				'worktree f lost - -',
			],
		],
	])('%s', (_, queue, murmuration, worktrees, expected) => {
		const found = listPipelines(queue, murmuration, worktrees, parseTime);
		const shown = found.map(({ source, slug, state, stage, worktree: place }) =>
			[source, slug, state, stage ?? '-', place ?? '-'].join(' '),
		);
		expect(shown).toEqual(expected);
	});

	test('no content of the files breaks the reading', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), (queue, murmuration) => {
				const features = readMurmurationQueue({ features: [murmuration] }) ?? [];
				const found = listPipelines(readPipelineQueue({ current: queue }), features, [], parseTime);
				expect(found.length).toBeLessThanOrEqual(2);
			}),
			SEEDED,
		);
	});
});

import { expect, test } from 'vitest';
import { projectEntry } from '../../../source/core/history/project-entry.ts';
import type { Audience } from '../../../source/core/privacy/audience.ts';

const OWN = {
	runId: 'id',
	slug: 'user-auth',
	status: 'success',
	startedAt: 't1',
	completedAt: 't2',
	commitHash: 'c0ffee',
	custom: { host: 'mine' },
	stages: { alex: { status: 'success', durationMs: 5, worktree: '/home/x' } },
};

const TIMES = { runId: 'id', startedAt: 't1', completedAt: 't2' };

test.each<[Audience, unknown]>([
	['on', OWN],
	[
		'user-only',
		{ ...TIMES, slug: 'user-auth', status: 'success', stages: { alex: { status: 'success', durationMs: 5 } } },
	],
	['operator-only', { ...TIMES, commitHash: 'c0ffee' }],
	['off', undefined],
])('%s sees of a run what it sees of its event', (audience, expected) => {
	expect(projectEntry(OWN, audience)).toEqual(expected);
});

test.each([
	[null, 'on', null],
	[null, 'user-only', undefined],
	['text', 'user-only', undefined],
	[{ slug: 7 }, 'user-only', undefined],
	[{ slug: 7 }, 'on', { slug: 7 }],
	[{ mode: 'murmuration', slug: 'a' }, 'user-only', { slug: 'a' }],
] as const)('%j of another program, for %s', (entry, audience, expected) => {
	expect(projectEntry(entry, audience)).toEqual(expected);
});

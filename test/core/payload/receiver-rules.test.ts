import { expect, test } from 'vitest';
import { checkFlatBody } from '../../../source/core/payload/receiver-rules.ts';
import { STARTED_AT } from '../sample-run.ts';

const GOOD = {
	slug: 'user-auth',
	status: 'success',
	startedAt: STARTED_AT,
	completedAt: STARTED_AT,
	totalDurationMs: 0,
	stages: {},
};

const REFUSED: Readonly<Record<string, readonly unknown[]>> = {
	slug: [undefined, null, '', ' \t', 7, ['x']],
	status: [undefined, null, '', 'aborted', 'running', 'SUCCESS', 1],
	startedAt: [undefined, null, '', 'yesterday', '2026-01-01', 1_767_225_600_000, '2026-01-01T00:00:00.000+0100'],
	completedAt: [
		undefined,
		null,
		'',
		'now',
		'Thu, 01 Jan 2026 00:00:00 GMT',
		'2026-13-01T00:00:00Z',
		'2026-01-01T24:00:00Z',
	],
	totalDurationMs: [undefined, null, -1, 0.5, '7', Number.NaN, 2 ** 31, Number.POSITIVE_INFINITY],
	stages: [undefined, null, [], 'alex', 7],
	type: [null, '', 'bug', 7],
	gitHubUser: ['', ' ', 7, {}],
	repoName: ['', '\n', 7],
	featureSpec: [null, 7, {}, ['text']],
	stories: [null, {}, 'text', [null], [{ title: 'x' }], [{ title: 'x', content: 7 }], [['x', 'y']]],
	totalCost: [null, Number.NaN, Number.POSITIVE_INFINITY, '1', {}],
	commitHash: [null, 7, {}],
	failedStage: [null, 7, ['alex']],
	pausedAfter: [null, false],
	parentRunId: [null, 7],
};

const rows = Object.entries(REFUSED).flatMap(([field, values]) => values.map((value) => [field, value] as const));
test.each(rows)('%s: %j is a problem of that field alone', (field, value) => {
	expect(checkFlatBody({ ...GOOD, [field]: value }).map((problem) => problem.field)).toEqual([field]);
});

test.each([
	['the required fields', {}],
	[
		'every field',
		{
			type: 'refinement',
			gitHubUser: 'Ada',
			repoName: 'app',
			featureSpec: '',
			stories: [{ title: '', content: '' }],
			totalCost: 0,
			commitHash: 'c0ffee',
			failedStage: 'alex',
			pausedAfter: 'alex',
			parentRunId: 'run_1',
		},
	],
	['the longest duration', { totalDurationMs: 2 ** 31 - 1 }],
	['a year past 9999', { completedAt: '+275760-09-13T00:00:00.000Z' }],
	['times with an offset', { startedAt: '2026-01-01T00:00:00.000+01:00' }],
	['times without fractions', { startedAt: '2026-01-01T00:00:00Z' }],
	['no stories', { stories: [] }],
	['keys that the receiver drops', { more: [null, { deep: true }], runId: 'x' }],
])('%s are accepted', (_what, more) => {
	expect(checkFlatBody({ ...GOOD, ...more })).toEqual([]);
});

test.each([
	['NUL in a field', { slug: 'a\0' }],
	['half a pair in a field', { commitHash: '\uD800' }],
	['deep inside', { stages: { alex: { feedback: { issues: ['fine', '\uDC00'] } } } }],
	['in a key', { stages: { 'a\0': {} } }],
	['in a list', { stories: [{ title: '\uD800', content: '' }] }],
	['in a key that the receiver drops', { more: '\0' }],
])('bad text: %s', (_what, more) => {
	expect(checkFlatBody({ ...GOOD, ...more }).map(({ field }) => field)).toEqual(['body']);
});

test('every problem is named', () => {
	expect(checkFlatBody({})).toHaveLength(6);
	expect(checkFlatBody({}).map(({ field }) => field)).toEqual(Object.keys(GOOD));
});

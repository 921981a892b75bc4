import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTION_RULES, recommendedAction } from '../../../source/failures/groups/actions.ts';
import { type FailureGroup, rankGroups } from '../../../source/failures/groups/group.ts';
import { JOB_TYPES, type Occurrence } from '../../../source/failures/groups/occurrence.ts';
import { mergeRollups, rollUp } from '../../../source/failures/groups/rollup.ts';
import { severityBucket, severityOf } from '../../../source/failures/groups/severity.ts';
import { CONTEXT, occurrencesOf } from '../../support/traces/occurrences.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 0, 15, 9);

const log = (header: string, ...calls: readonly string[]): string =>
	`${header}\n${calls.map((call) => `    at ${call} (/app/src/${call}.js:1:2)\n`).join('')}`;

const [SAMPLE] = occurrencesOf(log('Error: no', 'a', 'b', 'c'));
if (!SAMPLE) throw new Error('no occurrence');
const BASE: Occurrence = SAMPLE;

const times = (count: number, context: Partial<Occurrence['context']> = {}): readonly Occurrence[] =>
	Array.from({ length: count }, () => ({ ...BASE, context: { ...CONTEXT, ...context } }));

const only = (occurrences: readonly Occurrence[], nowMs = NOW): FailureGroup => {
	const groups = rankGroups(rollUp(occurrences), nowMs);
	expect(groups).toHaveLength(1);
	return groups[0] as FailureGroup;
};

test('a group says what its occurrences have in common', () => {
	const group = only([
		...times(2, { stage: 'nigel', jobId: '7', seenMs: NOW - 5000 }),
		...times(1, { stage: 'alex', jobId: '3', isMain: true, jobType: 'smoke', seenMs: NOW - 9000 }),
	]);
	expect(group).toMatchObject({
		className: 'Error',
		message: 'no',
		frames: ['a@a.js', 'b@b.js', 'c@c.js'],
		file: '/app/src/a.js',
		count: 3,
		firstSeenMs: NOW - 9000,
		lastSeenMs: NOW - 5000,
		jobTypes: ['smoke', 'unit'],
		stages: ['alex', 'nigel'],
		jobIds: ['3', '7'],
		branches: { main: 1, other: 2 },
		isFlaky: false,
	});
	expect(group.sample).toContain('at a (a.js:LINE)');
});

test('at most five jobs are named, the same ones in any order', () => {
	const all = ['9', '8', '7', '6', '5', '4', '3'].flatMap((jobId) => times(1, { jobId }));
	expect(only(all).jobIds).toEqual(['3', '4', '5', '6', '7']);
	expect(only(all.toReversed()).jobIds).toEqual(['3', '4', '5', '6', '7']);
});

describe('severity', () => {
	const old = NOW - 60 * DAY_MS;
	test.each<[string, readonly Occurrence[], number, Partial<FailureGroup['severityParts']>]>([
		['once, long ago', times(1, { seenMs: old }), 0.3, { count: 0.3 }],
		['nine times', times(9, { seenMs: old }), 1, { count: 1 }],
		['on the main branch', times(9, { seenMs: old, isMain: true }), 3, { main: 2 }],
		['in a visual job', times(9, { seenMs: old, jobType: 'visual' }), 2, { gate: 1 }],
		['in a smoke job', times(9, { seenMs: old, jobType: 'smoke' }), 2, { gate: 1 }],
		['in other jobs', times(9, { seenMs: old, jobType: 'agent' }), 1, { gate: 0 }],
		['new this week', times(9, { seenMs: NOW }), 2, { rising: 1 }],
		[
			'as often as last week',
			[...times(4, { seenMs: NOW }), ...times(4, { seenMs: NOW - 8 * DAY_MS })],
			1,
			{ rising: 0 },
		],
		[
			'less than last week',
			[...times(4, { seenMs: NOW }), ...times(5, { seenMs: NOW - 8 * DAY_MS })],
			1,
			{ rising: 0 },
		],
		[
			'more than last week',
			[...times(6, { seenMs: NOW }), ...times(3, { seenMs: NOW - 8 * DAY_MS })],
			2,
			{ rising: 1 },
		],
		['in the future', times(9, { seenMs: NOW + 5 * DAY_MS }), 1, { rising: 0 }],
	])('%s', (_name, occurrences, severity, parts) => {
		const group = only(occurrences);
		expect(group.severity).toBe(severity);
		expect(group.severityParts).toMatchObject(parts);
	});

	test.each([
		[0, 'info'],
		[3.9, 'info'],
		[4, 'warning'],
		[6.9, 'warning'],
		[7, 'error'],
		[10, 'error'],
	] as const)('%s is %s', (severity, bucket) => {
		expect(severityBucket(severity)).toBe(bucket);
	});

	test('the worst is 10', () => {
		expect(severityOf({ count: 6, main: 2, gate: 1, rising: 1 })).toBe(10);
	});
});

test('order: severity, then count, then the latest, then the fingerprint', () => {
	const occurrence = (fingerprint: string, context: Partial<Occurrence['context']>): Occurrence => ({
		...BASE,
		fingerprint,
		context: { ...CONTEXT, ...context },
	});
	const old = NOW - 60 * DAY_MS;
	const groups = rankGroups(
		rollUp([
			occurrence('d', { seenMs: old }),
			occurrence('c', { seenMs: old }),
			occurrence('b', { seenMs: old + 1 }),
			occurrence('a', { seenMs: old, isMain: true }),
		]),
		NOW,
	);
	expect(groups.map(({ fingerprint }) => fingerprint)).toEqual(['a', 'b', 'c', 'd']);
});

describe('related', () => {
	const relatedOf = (...logs: readonly string[]): readonly number[] => {
		const all = logs.map((text) => occurrencesOf(text)[0] as Occurrence);
		const groups = rankGroups(rollUp(all), NOW);
		const first = groups.find(({ fingerprint }) => fingerprint === all[0]?.fingerprint);
		return (first?.related ?? []).map((print) => all.findIndex(({ fingerprint }) => fingerprint === print)).toSorted();
	};

	test.each<[string, readonly string[], readonly number[]]>([
		['another message', [log('Error: no', 'a', 'b'), log('Error: nothing', 'a', 'b')], [1]],
		['the innermost call was renamed', [log('Error: no', 'a', 'b', 'c'), log('Error: no', 'x', 'b', 'c')], [1]],
		['a call was put in front', [log('Error: no', 'a', 'b', 'c'), log('Error: no', 'x', 'a', 'b', 'c')], [1]],
		['another class', [log('Error: no', 'a', 'b'), log('TypeError: no', 'a', 'b')], []],
		[
			'only the outermost call is the same',
			[log('Error: no', 'a', 'b', 'main'), log('Error: no', 'x', 'y', 'main')],
			[],
		],
		['one call each, the same', [log('Error: no', 'a'), log('Error: nothing', 'a')], [1]],
		[
			'over another one',
			[log('Error: no', 'a', 'b'), log('Error: no', 'a', 'b', 'c'), log('Error: no', 'b', 'c', 'd')],
			[1, 2],
		],
	])('%s', (_name, logs, related) => {
		expect(relatedOf(...logs)).toEqual(related);
	});

	test('a list is at most ten long, and never holds its own', () => {
		const words = 'abcdefghijklmnopqrst'.split('');
		const groups = rankGroups(rollUp(words.flatMap((word) => occurrencesOf(log(`Error: ${word}x`, 'a', 'b')))), NOW);
		expect(groups).toHaveLength(20);
		for (const { fingerprint, related } of groups) {
			expect(related).toHaveLength(10);
			expect(related).not.toContain(fingerprint);
		}
	});
});

test('parts of the logs, in any order, come to what all of them come to', () => {
	const headers = ['Error: no', 'Error: nothing', 'TypeError: no', 'RangeError: none'];
	const occurrence = fc
		.record({
			header: fc.constantFrom(...headers),
			path: fc.constantFrom('/app/src/', '/builds/1/app/src/', '/srv/'),
			seenMs: fc.integer({ min: NOW - 30 * DAY_MS, max: NOW }),
			jobType: fc.constantFrom(...JOB_TYPES),
			jobId: fc.nat({ max: 20 }).map(String),
			stage: fc.constantFrom('alex', 'cass'),
			isMain: fc.boolean(),
			commit: fc.constantFrom('a', 'b'),
		})
		.map(
			({ header, path, ...context }) => occurrencesOf(log(header, 'a', 'b').replaceAll('/app/src/', path), context)[0],
		);
	fc.assert(
		fc.property(fc.array(occurrence, { maxLength: 30 }), fc.nat(), (list, seed) => {
			const all = list.filter((item) => item !== undefined);
			const whole = rankGroups(rollUp(all), NOW, new Set(['b']));
			const parts = [...Map.groupBy(all, (_item, index) => (index * 7 + seed) % 4).values()].map(rollUp);
			expect(rankGroups(mergeRollups(...parts.toReversed()), NOW, new Set(['b']))).toEqual(whole);
			expect(rankGroups(mergeRollups(mergeRollups(...parts), rollUp([])), NOW, new Set(['b']))).toEqual(whole);
			expect(whole.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
		}),
		{ numRuns: 200, seed: 9 },
	);
});

describe.each(ACTION_RULES.map((rule) => [rule.id, rule] as const))('action %s', (id, rule) => {
	const groupOf = (text: string): FailureGroup => {
		const [className = '', message = ''] = text.split(/: (.*)/);
		return { ...only(times(1, { seenMs: NOW - 60 * DAY_MS })), className, message, frames: [], file: undefined };
	};

	test('is for its examples, and not for what looks like them', () => {
		for (const text of rule.examples) expect(recommendedAction(groupOf(text), false).id, text).toBe(id);
		for (const text of rule.counterExamples) expect(rule.fits(groupOf(text), false), text).toBe(false);
	});
});

test('a commit that passed and failed asks for more runs; what is serious is assigned, if it is anybody’s', () => {
	const groups = (passed: readonly string[]) =>
		rankGroups(rollUp(times(1, { commit: 'c1', isMain: true, seenMs: NOW })), NOW, new Set(passed));
	expect(groups(['c0']).map((group) => recommendedAction(group, false).id)).toEqual(['open-issue']);
	expect(groups(['c1']).map((group) => recommendedAction(group, true).id)).toEqual(['repeat-runs']);
	const serious = rankGroups(rollUp(times(99, { isMain: true, seenMs: NOW })), NOW);
	const actions = (isOwned: boolean) => serious.map((group) => [group.bucket, recommendedAction(group, isOwned).id]);
	expect([...actions(true), ...actions(false)]).toEqual([
		['warning', 'assign'],
		['warning', 'open-issue'],
	]);
});

import { describe, expect, test } from 'vitest';
import {
	type FeedbackGate,
	normalizeFeedbackKeys,
	parseFeedbackFromOutput,
	type Rated,
	shouldPause,
	validateFeedback,
} from '../../source/lib/index.ts';

describe('parseFeedbackFromOutput', () => {
	test.each<[string, unknown]>([
		['done\nFEEDBACK: {"rating":4,"issues":[],"rec":"proceed"}\n', { rating: 4, issues: [], rec: 'proceed' }],
		['FEEDBACK: {"rating":N,"issues":[]}\nFEEDBACK: {"rating":2}', { rating: 2 }],
		['FEEDBACK: {"rating":', null],
		['nothing', null],
		['', null],
	])('finds in %j', (output, feedback) => {
		expect(parseFeedbackFromOutput(output)).toEqual(feedback);
	});

	test('finds nothing in what is no text', () => {
		expect(parseFeedbackFromOutput(undefined as unknown as string)).toBeNull();
	});
});

test.each<[Readonly<Record<string, unknown>>, unknown]>([
	[
		{ rating: 3, rec: 'pause' },
		{ rating: 3, recommendation: 'pause' },
	],
	[{ rec: 'pause', recommendation: 'proceed' }, { recommendation: 'proceed' }],
	[{ recommendation: 'revise' }, { recommendation: 'revise' }],
	[null as never, {}],
])('normalizeFeedbackKeys makes of %j', (feedback, normalized) => {
	const before = structuredClone(feedback);
	expect(normalizeFeedbackKeys(feedback)).toEqual(normalized);
	expect(feedback).toEqual(before);
});

const good = { rating: 3, issues: ['slow'], recommendation: 'revise' };

test.each<[string, unknown, number]>([
	['good feedback', good, 0],
	['the short key', { rating: 3, issues: [], rec: 'proceed' }, 1],
	['a rating of 0', { ...good, rating: 0 }, 1],
	['a rating of 6', { ...good, rating: 6 }, 1],
	['half a rating', { ...good, rating: 2.5 }, 1],
	['a rating in words', { ...good, rating: '3' }, 1],
	['issues of other types', { ...good, issues: [1] }, 1],
	['no issues', { ...good, issues: undefined }, 1],
	['another recommendation', { ...good, recommendation: 'stop' }, 1],
	['all wrong', {}, 3],
	['no object', null, 1],
])('validateFeedback says of %s', (_, feedback, errorCount) => {
	const { valid, errors } = validateFeedback(feedback);
	expect(valid).toBe(errorCount === 0);
	expect(errors).toHaveLength(errorCount);
});

test.each<[Rated, FeedbackGate | undefined, boolean]>([
	[{ rating: 2, recommendation: 'proceed' }, undefined, true],
	[{ rating: 3, recommendation: 'proceed' }, undefined, false],
	[{ rating: 3, recommendation: 'revise' }, undefined, false],
	[{ rating: 5, recommendation: 'pause' }, undefined, true],
	[{ rating: 5, rec: 'pause' }, {}, true],
	[{ rating: 4, recommendation: 'proceed' }, { minRatingThreshold: 5 }, true],
	[{ rating: 1, recommendation: 'pause' }, { enabled: false }, false],
	[{ recommendation: 'proceed' }, undefined, false],
	[null as never, undefined, false],
])('shouldPause decides on %j with %j', (feedback, config, isPause) => {
	expect(shouldPause(feedback, config)).toBe(isPause);
});

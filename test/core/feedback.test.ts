import { describe, expect, test } from 'vitest';
import {
	DEFAULT_FEEDBACK_CONFIG,
	type Feedback,
	normalizeFeedbackKeys,
	parseFeedbackFromOutput,
	readFeedback,
	readFeedbackConfig,
	shouldPause,
	validateFeedback,
} from '../../source/core/feedback.ts';

const GOOD = '{"rating":4,"issues":[],"rec":"proceed"}';
const TEMPLATE = 'FEEDBACK: {"rating":N,"issues":[...],"rec":"proceed|pause|revise"}';

describe('parseFeedbackFromOutput', () => {
	test.each([
		['a line of its own', `words\nFEEDBACK: ${GOOD}\nwords`, { rating: 4, issues: [], rec: 'proceed' }],
		['no space', `FEEDBACK:${GOOD}`, { rating: 4, issues: [], rec: 'proceed' }],
		['the object on the next line', `FEEDBACK:\n  ${GOOD}`, { rating: 4, issues: [], rec: 'proceed' }],
		['nested braces', 'FEEDBACK: {"a":{"b":{"c":1}},"d":2} }', { a: { b: { c: 1 } }, d: 2 }],
		['braces in strings', 'FEEDBACK: {"issues":["missing } in {x}"]} tail }', { issues: ['missing } in {x}'] }],
		['escaped quotes', 'FEEDBACK: {"issues":["say \\"}\\" twice"]}', { issues: ['say "}" twice'] }],
		['an escaped backslash at a string end', 'FEEDBACK: {"a":"\\\\"} "}', { a: '\\' }],
		['the template before the answer', `${TEMPLATE}\nFEEDBACK: ${GOOD}`, { rating: 4, issues: [], rec: 'proceed' }],
		[
			'an unclosed one before the answer',
			`FEEDBACK: {"a":\nFEEDBACK: ${GOOD}`,
			{ rating: 4, issues: [], rec: 'proceed' },
		],
		['the first of two', 'FEEDBACK: {"a":1}\nFEEDBACK: {"a":2}', { a: 1 }],
		['several lines', 'FEEDBACK: {\n"a": 1\n}', { a: 1 }],
	])('%s', (_what, output, expected) => {
		expect(parseFeedbackFromOutput(output)).toEqual(expected);
	});

	test.each([
		['nothing', ''],
		['no marker', GOOD],
		['the template alone', TEMPLATE],
		['never closed', 'FEEDBACK: {"rating":4'],
		['never closed, inside a string', 'FEEDBACK: {"rating":"}}}}'],
		['an array', 'FEEDBACK: [1]'],
		['a closed object beyond the limit of scanning', `FEEDBACK: {"a":"${'x'.repeat(70_000)}"}`],
	])('%s gives null', (_what, output) => {
		expect(parseFeedbackFromOutput(output)).toBeNull();
	});

	test('a huge output around the line is no hindrance', () => {
		const noise = '{"x":"FEED"} '.repeat(80_000);
		expect(parseFeedbackFromOutput(`${noise}FEEDBACK: ${GOOD}${noise}`)).toMatchObject({ rating: 4 });
	});

	test('a key named __proto__ stays a key', () => {
		const parsed = normalizeFeedbackKeys(parseFeedbackFromOutput('FEEDBACK: {"__proto__":{"rating":5}}') ?? {});
		expect(Object.keys(parsed)).toEqual(['__proto__']);
		expect(parsed['rating']).toBeUndefined();
	});
});

describe('normalizeFeedbackKeys', () => {
	test.each([
		['rec becomes recommendation', { rec: 'pause', rating: 1 }, { recommendation: 'pause', rating: 1 }],
		['the full key wins', { rec: 'pause', recommendation: 'proceed' }, { recommendation: 'proceed' }],
		['the full key alone', { recommendation: 'revise' }, { recommendation: 'revise' }],
		['neither', { rating: 3 }, { rating: 3 }],
	])('%s', (_what, given, expected) => {
		expect(normalizeFeedbackKeys(given)).toEqual(expected);
	});
});

describe('validateFeedback', () => {
	const good = { rating: 5, issues: ['one'], recommendation: 'proceed' };
	test.each([1, 2, 3, 4, 5])('rating %d is valid', (rating) => {
		expect(validateFeedback({ ...good, rating })).toEqual({ valid: true, errors: [] });
	});

	test.each([0, 6, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY, '4', null, undefined, true])(
		'rating %s is not',
		(rating) => {
			expect(validateFeedback({ ...good, rating })).toEqual({
				valid: false,
				errors: ['rating must be an integer from 1 to 5'],
			});
		},
	);

	test.each([[undefined], [null], ['text'], [[1]], [['ok', null]], [{}]])('issues %j are not', (issues) => {
		expect(validateFeedback({ ...good, issues }).errors).toEqual(['issues must be an array of strings']);
	});

	test.each(['stop', 'PROCEED', '', null, undefined, 1])('recommendation %s is not', (recommendation) => {
		const { valid, errors } = validateFeedback({ ...good, recommendation });
		expect(valid).toBe(false);
		expect(errors).toEqual(['recommendation must be one of: proceed, pause, revise']);
	});

	test.each([[null], [undefined], ['text'], [7], [[good]]])('%j is no feedback at all', (value) => {
		expect(validateFeedback(value)).toEqual({ valid: false, errors: ['feedback must be an object'] });
	});

	test('every fault is named', () => {
		expect(validateFeedback({}).errors).toHaveLength(3);
	});
});

describe('readFeedback', () => {
	const feedback: Feedback = { rating: 4, issues: [], recommendation: 'proceed' };
	test.each([
		['an output', `text\nFEEDBACK: ${GOOD}`],
		['a bare object', ` ${GOOD}\n`],
		['further keys, which are not kept', 'FEEDBACK: {"rating":4,"issues":[],"recommendation":"proceed","more":1}'],
	])('%s', (_what, text) => {
		expect(readFeedback(text)).toEqual({ kind: 'feedback', feedback });
	});

	test.each([
		['no line', 'all is well', 'no FEEDBACK: {…} line found'],
		['an empty text', '', 'no FEEDBACK: {…} line found'],
		['a bare array', '[4]', 'no FEEDBACK: {…} line found'],
		['a faulty object', 'FEEDBACK: {"rating":9,"issues":[],"rec":"proceed"}', 'rating must be an integer from 1 to 5'],
	])('%s is none', (_what, text, reason) => {
		expect(readFeedback(text)).toEqual({ kind: 'none', reason });
	});
});

describe('shouldPause', () => {
	test.each([
		[3, 'proceed', 3, true, false],
		[2, 'proceed', 3, true, true],
		[5, 'pause', 3, true, true],
		[5, 'revise', 3, true, false],
		[1, 'pause', 3, false, false],
		[1, 'revise', 1, true, false],
		[5, 'proceed', 6, true, true],
	] as const)(
		'rating %d, %s, threshold %d, enabled %s: %s',
		(rating, recommendation, minRatingThreshold, enabled, expected) => {
			expect(shouldPause({ rating, issues: [], recommendation }, { minRatingThreshold, enabled })).toBe(expected);
		},
	);
});

test.each([
	[
		{ minRatingThreshold: 4, enabled: false },
		{ minRatingThreshold: 4, enabled: false },
	],
	[{ minRatingThreshold: '4', enabled: 'no' }, DEFAULT_FEEDBACK_CONFIG],
	[{ minRatingThreshold: null, enabled: 0, issueMappings: {} }, DEFAULT_FEEDBACK_CONFIG],
	[{ enabled: false }, { minRatingThreshold: 3, enabled: false }],
	[{}, DEFAULT_FEEDBACK_CONFIG],
	[null, DEFAULT_FEEDBACK_CONFIG],
	[undefined, DEFAULT_FEEDBACK_CONFIG],
	[[4, true], DEFAULT_FEEDBACK_CONFIG],
	['enabled', DEFAULT_FEEDBACK_CONFIG],
])('readFeedbackConfig(%j)', (config, expected) => {
	expect(readFeedbackConfig(config)).toEqual(expected);
});

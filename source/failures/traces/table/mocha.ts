import { type LineRule, matching } from '../rule.ts';

/** mocha, and others that number their failures. */
export const MOCHA: readonly LineRule[] = [
	{
		name: 'numbered-test',
		language: 'javascript',
		role: 'test',
		isTitleNext: true,
		triggers: Array.from({ length: 99 }, (_, index) => `  ${index + 1}) `),
		read: matching(/^\d{1,4}\) (?<test>\S.{0,300})$/),
		examples: [
			['1) math', { test: 'math' }],
			['2) stands alone:', { test: 'stands alone:' }],
		],
	},
	{
		name: 'mocha-title',
		language: 'javascript',
		role: 'title',
		isTitleNext: true,
		triggers: [],
		read: (text) => (text.length < 300 && !/^(?:\d+\) |[{}✖])/.test(text) ? { test: text } : undefined),
		examples: [
			['empty', { test: 'empty' }],
			['adds numbers:', { test: 'adds numbers:' }],
			['"before each" hook for "adds":', { test: '"before each" hook for "adds":' }],
		],
		counterExamples: ['1) stands alone:', '✖ adds (1.2ms)'],
	},
];

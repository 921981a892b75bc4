import { isFileLike } from '../place.ts';
import type { LineRule } from '../rule.ts';

const NOTES = /^(?:Console|Validation (?:Warning|Error)|Deprecation Warning|Test suite failed to run)/;

export const JEST: readonly LineRule[] = [
	{
		name: 'jest-file',
		language: 'javascript',
		role: 'test',
		triggers: ['fail '],
		// Named as a test, for the case that none of its tests could run.
		read: (text) => {
			const test = /^FAIL {1,2}(?:[\w-]{1,60} )?(\S{1,500}\.[cm]?[jt]sx?)(?: \([\d.]+ m?s\))?$/.exec(text)?.[1];
			return test !== undefined && isFileLike(test) ? { test: test.replace(/^\.[\\/]/, '') } : undefined;
		},
		examples: [
			['FAIL ./a.test.js', { test: 'a.test.js' }],
			['FAIL unit src/a.test.ts (5.2 s)', { test: 'src/a.test.ts' }],
		],
		counterExamples: ['FAIL we saw it in a.js', 'FAIL'],
	},
	{
		name: 'jest-suite',
		language: 'javascript',
		role: 'filler',
		triggers: [],
		isReasonNext: true,
		read: (text) => (text === '● Test suite failed to run' ? {} : undefined),
		examples: [['● Test suite failed to run', {}]],
	},
	{
		name: 'jest',
		language: 'javascript',
		role: 'test',
		triggers: ['\u25cf '],
		isVerdict: true,
		isReasonNext: true,
		read: (text) => {
			const test = text.startsWith('● ') && text.includes(' › ') ? text.slice(2) : '';
			return test === '' || NOTES.test(test) ? undefined : { test };
		},
		examples: [['● math › adds', { test: 'math › adds' }]],
		counterExamples: ['● nginx.service - web server', '● Console'],
	},
	{
		name: 'jest-alone',
		language: 'javascript',
		role: 'test',
		triggers: ['\u25cf '],
		isReasonNext: true,
		read: (text) => {
			const test = /^● (\S.*)$/.exec(text)?.[1];
			return test !== undefined && !NOTES.test(test) ? { test } : undefined;
		},
		examples: [['● adds', { test: 'adds' }]],
		counterExamples: ['● Console', '● Test suite failed to run'],
	},
	{
		name: 'jest-cause',
		language: 'javascript',
		role: 'relation',
		triggers: [],
		read: (text) => (text === 'Cause:' ? { relation: 'cause' } : undefined),
		examples: [['Cause:', { relation: 'cause' }]],
		counterExamples: ['Cause: no'],
	},
	{
		name: 'jest-console',
		language: 'javascript',
		// Where a test wrote something is drawn as a stack, and is none.
		role: 'drop',
		triggers: ['console.'],
		read: (text) => (/^console\.(?:log|info|warn|error|debug|trace)$/.test(text) ? {} : undefined),
		examples: [['console.error', {}]],
		counterExamples: ['console.error(x)', 'see console.log'],
	},
];

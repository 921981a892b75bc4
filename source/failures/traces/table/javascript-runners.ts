import { isFileLike } from '../place.ts';
import { type LineRule, matching, type Reading } from '../rule.ts';

const JEST_NOTES = /^(?:Console|Validation (?:Warning|Error)|Deprecation Warning|Test suite failed to run)/;

/** vitest: ` FAIL  |project| file > suite > test`, or only the file where none of its tests could run. */
function readVitest(text: string): Reading | undefined {
	const found = /^FAIL {2,3}(?:\|[\w -]{1,60}\| |[\w-]{1,60} {2})?(\S.*)$/.exec(text);
	if (!found) return undefined;
	const whole = found[1] ?? '';
	// `file [ file ]`: none of its tests could run.
	const isFile = whole.endsWith(' ]') && whole.includes(' [ ');
	const name = isFile ? whole.slice(0, whole.indexOf(' [ ')) : whole;
	const end = name.indexOf(' > ');
	const file = end < 0 ? name : name.slice(0, end);
	if (!/\.[cm]?[jt]sx?$/.test(file) || !isFileLike(file)) return undefined;
	return end < 0 && !isFile ? undefined : { test: name };
}

/** vitest, jest, mocha and others that number their failures, node:test. */
export const JAVASCRIPT_RUNNERS: readonly LineRule[] = [
	{
		name: 'vitest',
		language: 'javascript',
		role: 'test',
		triggers: ['fail  '],
		isVerdict: true,
		read: readVitest,
		examples: [
			['FAIL  test/a.test.ts > suite > adds', { test: 'test/a.test.ts > suite > adds' }],
			['FAIL  |unit| test/a.test.ts > adds', { test: 'test/a.test.ts > adds' }],
			['FAIL   unit  test/a.test.ts > adds', { test: 'test/a.test.ts > adds' }],
			['FAIL  test/a.test.ts [ test/a.test.ts ]', { test: 'test/a.test.ts' }],
		],
		counterExamples: ['FAIL  src/a.test.js', 'FAIL  the exam > of the year'],
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
			return test === '' || JEST_NOTES.test(test) ? undefined : { test };
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
			const found = /^● (\S.*)$/.exec(text);
			return found && !/^(?:Console|Validation|Deprecation)/.test(found[1] ?? '')
				? { test: found[1] ?? '' }
				: undefined;
		},
		examples: [['● adds', { test: 'adds' }]],
		counterExamples: ['● Console'],
	},
	{
		name: 'jest-cause',
		language: 'javascript',
		role: 'relation',
		triggers: [],
		read: (text) => (text === 'Cause:' ? { relation: 'cause' } : undefined),
		examples: [['Cause:', { relation: 'cause' }]],
	},
	{
		name: 'playwright-retry',
		language: 'javascript',
		role: 'again',
		triggers: [],
		read: (text) => (/^Retry #\d{1,3} (?:\(.{1,200}\) )?─{3,}$/.test(text) ? {} : undefined),
		examples: [['Retry #1 ───────', {}]],
	},
	{
		name: 'playwright-excerpt',
		language: 'javascript',
		role: 'filler',
		triggers: [],
		// Over an excerpt of another file; a call has a column.
		read: (text) => (/^at [^\s/(:][^\s(:]{0,300}\.[cm]?[jt]sx?:\d+$/.test(text) ? {} : undefined),
		examples: [['at cart.ts:1', {}]],
		counterExamples: ['at cart.ts:1:2', 'at /x/cart.ts:1'],
	},
	{
		name: 'numbered-test',
		language: 'javascript',
		role: 'test',
		triggers: Array.from({ length: 99 }, (_, index) => `  ${index + 1}) `),
		read: matching(/^\d{1,4}\) (?<test>\S.{0,300})$/),
		examples: [['1) math', { test: 'math' }]],
	},
	{
		name: 'mocha-title',
		language: 'javascript',
		role: 'title',
		triggers: [],
		read: (text) =>
			text.endsWith(':') && text.length < 300 && text !== 'error:' && /^[^\s:{}"]/.test(text)
				? { test: text.slice(0, -1) }
				: undefined,
		examples: [['adds numbers:', { test: 'adds numbers' }]],
	},
	{
		name: 'node-test',
		language: 'javascript',
		role: 'test',
		triggers: ['test at '],
		isVerdict: true,
		isReasonNext: true,
		read: (text) => {
			const found = /^test at (\S.*):(\d+):(\d+)$/.exec(text);
			return found && /\.[cm]?[jt]sx?$/.test(found[1] ?? '')
				? { file: found[1] ?? '', line: Number(found[2]), column: Number(found[3]) }
				: undefined;
		},
		examples: [['test at a.test.mjs:3:1', { file: 'a.test.mjs', line: 3, column: 1 }]],
		counterExamples: ['test at home:3:1'],
	},
	{
		name: 'node-test-title',
		language: 'javascript',
		role: 'title',
		triggers: [],
		read: matching(/^✖ (?<test>\S.*) \([\d.]+ms\)$/),
		examples: [['✖ adds (1.2ms)', { test: 'adds' }]],
	},
	{
		name: 'excerpt',
		language: 'javascript',
		role: 'filler',
		triggers: [],
		read: (text) => (/^(?:> ?)?(?:\d+ ?)?\|(?: |$)/.test(text) ? {} : undefined),
		examples: [
			['12| const a = b;', {}],
			['> 12 | const a = b;', {}],
			['|           ^', {}],
		],
	},
];

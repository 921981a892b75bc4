import { type LineRule, matching } from '../rule.ts';
import { readV8 } from './javascript.ts';

/** A call of a stack in TAP: V8's, without its `at`, so that only what can be nothing else counts. */
const TAP_CALL = /^(?:async |new )?[\w$.<>#]{1,200}(?: \[as [\w$]{1,100}\])? \(\S.*\)$/;
const TAP_PLACE = /^(?:async )?(?:node:|file:|\/)[^\s@]+:\d+:\d+$/;

/** TAP as node:test writes it, with what it says about a failure as YAML. */
export const TAP: readonly LineRule[] = [
	{
		name: 'tap',
		language: 'javascript',
		role: 'test',
		triggers: ['not ok '],
		isVerdict: true,
		read: (text) => {
			const found = /^not ok \d+(?: -)? (\S.*)$/.exec(text);
			return found && !/ # (?:todo|skip)\b/i.test(found[1] ?? '') ? { test: found[1] ?? '' } : undefined;
		},
		examples: [['not ok 1 - adds', { test: 'adds' }]],
		counterExamples: ['not ok 2 - later # TODO', 'this is not ok 1 - x'],
	},
	{
		name: 'tap-parent',
		language: 'javascript',
		role: 'drop',
		triggers: [],
		read: (text) => (text === "failureType: 'subtestsFailed'" ? {} : undefined),
		examples: [["failureType: 'subtestsFailed'", {}]],
	},
	{
		name: 'tap-location',
		language: 'javascript',
		role: 'filler',
		triggers: [],
		read: matching(/^location: '(?<file>[^']+):(?<line>\d+):(?<column>\d+)'$/),
		examples: [["location: '/x/a.mjs:3:1'", { file: '/x/a.mjs', line: 3, column: 1 }]],
	},
	{
		name: 'tap-long-error',
		language: 'javascript',
		role: 'filler',
		triggers: [],
		messageLines: 4,
		read: (text) => (text === 'error: |-' ? {} : undefined),
		examples: [['error: |-', {}]],
	},
	{
		name: 'tap-error',
		language: 'javascript',
		role: 'filler',
		triggers: [],
		read: (text) => {
			const found = /^error: (?:'([^']+)'|"([^"]+)")$/.exec(text);
			return found ? { message: found[1] ?? found[2] ?? '' } : undefined;
		},
		examples: [
			["error: 'no'", { message: 'no' }],
			[`error: "it's"`, { message: "it's" }],
		],
	},
	{
		name: 'tap-class',
		language: 'javascript',
		role: 'filler',
		triggers: [],
		read: matching(/^name: '(?<className>[A-Z]\w*)'$/),
		examples: [["name: 'TypeError'", { className: 'TypeError' }]],
	},
	{
		name: 'tap-frame',
		language: 'javascript',
		role: 'frame',
		triggers: [],
		read: (text) => (TAP_CALL.test(text) || TAP_PLACE.test(text) ? readV8(`at ${text}`) : undefined),
		examples: [
			['total (file:///x/a.mjs:3:36)', { function: 'total', file: 'file:///x/a.mjs', line: 3, column: 36 }],
			['node:internal/a:1:2', { file: 'node:internal/a', line: 1, column: 2 }],
		],
		counterExamples: ['at total (a.mjs:3:36)', '❯ total a.ts:3:36', 'we saw it in src/a.ts and b.ts:5:13'],
	},
];

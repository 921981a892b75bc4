import { readPlace } from '../place.ts';
import { type LineRule, matching } from '../rule.ts';
import { readV8 } from './v8.ts';

/** A call of a stack in TAP: V8's, without its `at`, so that only what can be nothing else counts. */
const TAP_CALL = /^(?:async |new )?[\w$.<>#]{1,200}(?: \[as [\w$]{1,100}\])? \(\S.*\)$/;
const TAP_PLACE = /^(?:async )?(?:node:|file:|\/)[^\s@]+:\d+:\d+$/;

/** Keys of what is said about a failure that say nothing here, or whose value follows. */
const LABELS =
	/^(?:---|\.\.\.|error:|(?:stack|diff|wanted|found|source): \|-?|(?:duration_ms|type|failureType|code|operator|expected|actual|exitcode|signal|severity|generatedMessage): .*)$/;

/** The text of a quoted one; as it stands where its escapes are none. */
function unquoted(text: string): string {
	try {
		return String(JSON.parse(text));
	} catch {
		return text.slice(1, -1);
	}
}

function readTitle(text: string): string | undefined {
	const title = /^not ok \d+(?: -)? (\S.*)$/.exec(text)?.[1];
	if (title === undefined || / # (?:todo|skip)\b/i.test(title)) return undefined;
	return title.replace(/ # time=[\d.]+m?s(?= \{$|$)/, '');
}

/** TAP as node:test, mocha and vitest write it, with what it says about a failure as YAML. */
export const TAP: readonly LineRule[] = [
	{
		name: 'tap',
		language: 'javascript',
		role: 'test',
		triggers: ['not ok '],
		isVerdict: true,
		read: (text) => {
			const test = readTitle(text);
			return test === undefined || test.endsWith(' {') ? undefined : { test };
		},
		examples: [
			['not ok 1 - adds', { test: 'adds' }],
			['not ok 1 - a.test.ts > adds # time=1.23ms', { test: 'a.test.ts > adds' }],
		],
		counterExamples: ['not ok 2 - later # TODO', 'this is not ok 1 - x'],
	},
	{
		// vitest puts what a suite holds between braces.
		name: 'tap-suite',
		language: 'javascript',
		role: 'suite',
		triggers: ['not ok '],
		read: (text) => {
			const test = readTitle(text);
			return test?.endsWith(' {') ? { test: test.slice(0, -2) } : undefined;
		},
		examples: [['not ok 1 - cart # time=5.98ms {', { test: 'cart' }]],
		counterExamples: ['not ok 1 - adds'],
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
		read: matching(/^(?:location|at): ['"](?<file>[^'"]+):(?<line>\d+):(?<column>\d+)['"]$/),
		examples: [
			["location: '/x/a.mjs:3:1'", { file: '/x/a.mjs', line: 3, column: 1 }],
			['at: "/x/a.ts:3:1"', { file: '/x/a.ts', line: 3, column: 1 }],
		],
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
			const found = /^(?:error|message): (?:'([^']+)'|("(?:[^"\\]|\\.)+"))$/.exec(text);
			return found ? { message: found[1] ?? unquoted(found[2] ?? '') } : undefined;
		},
		examples: [
			["error: 'no'", { message: 'no' }],
			[`error: "it's"`, { message: "it's" }],
			['message: "no \\"x\\""', { message: 'no "x"' }],
		],
	},
	{
		name: 'tap-class',
		language: 'javascript',
		role: 'filler',
		triggers: [],
		read: matching(/^name: ['"](?<className>[A-Z]\w*)['"]$/),
		examples: ["name: 'TypeError'", 'name: "TypeError"'].map((line) => [line, { className: 'TypeError' }] as const),
	},
	{
		name: 'tap-label',
		language: 'javascript',
		role: 'filler',
		triggers: [],
		read: (text) => (LABELS.test(text) ? {} : undefined),
		examples: [
			['---', {}],
			['error:', {}],
			['stack: |-', {}],
		],
	},
	{
		// Others write a call of the stack where Vitest writes the place of the failure.
		name: 'tap-call',
		language: 'javascript',
		role: 'frame',
		triggers: [],
		read: (text) => {
			const found = /^at: (?:([\w$.<>]+) )?\(?([^\s()"']+)\)?$/.exec(text);
			const place = found && readPlace(found[2] ?? '');
			if (place?.column === undefined) return undefined;
			return found?.[1] === undefined ? place : { function: found[1], ...place };
		},
		examples: [['at: total (/x/a.js:3:1)', { function: 'total', file: '/x/a.js', line: 3, column: 1 }]],
		counterExamples: ['at: noon', 'at: "/x/a.ts:3:1"'],
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

import { readPlace } from '../place.ts';
import { type LineRule, matching } from '../rule.ts';
import { readV8 } from './javascript.ts';

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
			const title = found?.[1] ?? '';
			// Vitest's groups, whose tests follow.
			if (title === '' || / # (?:todo|skip)\b/i.test(title) || title.endsWith('{')) return undefined;
			return { test: title.replace(/ # time=[\d.]+m?s$/, '') };
		},
		examples: [
			['not ok 1 - adds', { test: 'adds' }],
			['not ok 1 - adds # time=7.21ms', { test: 'adds' }],
		],
		counterExamples: ['not ok 2 - later # TODO', 'this is not ok 1 - x', 'not ok 1 - cart # time=1ms {'],
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
		read: matching(/^name: ['"](?<className>[A-Z]\w*)['"]$/),
		examples: [
			["name: 'TypeError'", { className: 'TypeError' }],
			['name: "TypeError"', { className: 'TypeError' }],
		],
	},
	{
		name: 'tap-message',
		language: 'javascript',
		role: 'filler',
		triggers: [],
		read: (text) => {
			const found = /^message: ("(?:[^"\\]|\\.)*")$/.exec(text);
			return found ? { message: unquoted(found[1] ?? '') } : undefined;
		},
		examples: [['message: "no \\"x\\""', { message: 'no "x"' }]],
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
		name: 'tap-place',
		language: 'javascript',
		role: 'frame',
		triggers: [],
		read: (text) => {
			const found = /^at: (?:"([^"\s]+)"|(?:[\w$.<>]+ )?\(?([^\s()"]+)\)?)$/.exec(text);
			const place = found && readPlace(found[1] ?? found[2] ?? '');
			return place?.column === undefined ? undefined : place;
		},
		examples: [['at: "/x/a.ts:3:1"', { file: '/x/a.ts', line: 3, column: 1 }]],
		counterExamples: ['at: noon'],
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

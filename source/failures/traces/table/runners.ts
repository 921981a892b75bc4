import { isFileLike } from '../place.ts';
import { type LineRule, matching, type Reading } from '../rule.ts';
import { readV8 } from './javascript.ts';

const JEST_NOTES = /^(?:Console|Validation (?:Warning|Error)|Deprecation Warning|Test suite failed to run)/;

/** `____ name ____` */
function readRuled(text: string, sign: string, least: number): string | undefined {
	if (!text.startsWith(sign.repeat(least)) || !text.endsWith(sign.repeat(least))) return undefined;
	let from = 0;
	while (text[from] === sign) from++;
	let to = text.length;
	while (to > from && text[to - 1] === sign) to--;
	const name = text.slice(from, to);
	return name.startsWith(' ') && name.endsWith(' ') && name.trim() !== '' ? name.trim() : undefined;
}

const PYTHON_ERROR = /^([A-Za-z_][\w.]*(?:Error|Exception|Exit|Failure|Warning|Interrupt|Failed))(?:: (.*))?$/;

/** `Name: message` of an exception; anything else is a message, and that of an assertion where it begins so. */
function readPythonError(text: string): Reading {
	const found = PYTHON_ERROR.exec(text);
	if (found) return { className: found[1] ?? '', message: found[2] ?? '' };
	return text.startsWith('assert ') ? { className: 'AssertionError', message: text } : { message: text };
}

/** `FAILED file.py::name - Name: message` */
function readPytestVerdict(text: string): Reading | undefined {
	const rest = /^(?:FAILED|ERROR) ([^\s:]+\.py(?:$|[ :].*))$/.exec(text)?.[1];
	if (rest === undefined) return undefined;
	const at = rest.indexOf(' - ');
	const test = at < 0 ? rest : rest.slice(0, at);
	if (!/^[^\s:]+\.py(?:::\S|$)/.test(test)) return undefined;
	return { test, ...(at < 0 ? {} : readPythonError(rest.slice(at + 3))) };
}

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

/** A call of a stack in TAP: V8's, without its `at`, so that only what can be nothing else counts. */
const TAP_CALL = /^(?:async |new )?[\w$.<>#]{1,200}(?: \[as [\w$]{1,100}\])? \(\S.*\)$/;
const TAP_PLACE = /^(?:async )?(?:node:|file:|\/)[^\s@]+:\d+:\d+$/;

export const RUNNERS: readonly LineRule[] = [
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
			text.endsWith(':') && text.length < 300 && /^[^\s:{}"]/.test(text) ? { test: text.slice(0, -1) } : undefined,
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
	{
		name: 'pytest-heading',
		language: 'python',
		role: 'test',
		triggers: ['___ '],
		read: (text) => {
			const test = readRuled(text, '_', 3);
			return test === undefined ? undefined : { test: test.replace(/^ERROR at (?:setup|teardown) of /, '') };
		},
		examples: [['______ test_b ______', { test: 'test_b' }]],
		counterExamples: ['__init__', '____ x'],
	},
	{
		name: 'pytest-verdict',
		language: 'python',
		role: 'test',
		triggers: ['failed ', 'error '],
		isVerdict: true,
		read: readPytestVerdict,
		examples: [
			[
				'FAILED tests/a.py::test_b - AssertionError: no',
				{ test: 'tests/a.py::test_b', className: 'AssertionError', message: 'no' },
			],
			[
				'FAILED a.py::T::test_b[1-2] - assert 1 == 2',
				{ test: 'a.py::T::test_b[1-2]', className: 'AssertionError', message: 'assert 1 == 2' },
			],
			['ERROR a.py', { test: 'a.py' }],
		],
		counterExamples: ['FAILED to build x', 'ERROR in a.js'],
	},
	{
		name: 'pytest-reason',
		language: 'python',
		role: 'filler',
		triggers: [],
		read: (text) => {
			const found = /^E {2,80}(\S.*)$/.exec(text);
			return found ? readPythonError(found[1] ?? '') : undefined;
		},
		examples: [
			['E   AssertionError: no', { className: 'AssertionError', message: 'no' }],
			['E   assert 1 == 2', { className: 'AssertionError', message: 'assert 1 == 2' }],
		],
	},
	{
		name: 'pytest-frame',
		language: 'python',
		role: 'frame',
		triggers: [],
		read: matching(/^(?<file>[^\s:]+\.py):(?<line>\d+):(?: in (?<function>\S+)| (?<className>[A-Za-z_][\w.]*))?$/),
		examples: [
			['tests/a.py:12: AssertionError', { file: 'tests/a.py', line: 12, className: 'AssertionError' }],
			['tests/a.py:12: in test_b', { file: 'tests/a.py', line: 12, function: 'test_b' }],
		],
	},
	{
		name: 'unittest',
		language: 'python',
		role: 'test',
		triggers: ['fail: ', 'error: '],
		isVerdict: true,
		read: matching(/^(?:FAIL|ERROR): (?<test>test\w* \([\w.]+\))$/),
		examples: [['FAIL: test_x (tests.a.T.test_x)', { test: 'test_x (tests.a.T.test_x)' }]],
	},
	{
		name: 'go-test',
		language: 'go',
		role: 'test',
		triggers: ['--- fail: '],
		isVerdict: true,
		read: matching(/^--- FAIL: (?<test>\S+) \([\d.]+s\)$/),
		examples: [['--- FAIL: TestX/sub (0.00s)', { test: 'TestX/sub' }]],
	},
	{
		name: 'go-test-message',
		language: 'go',
		role: 'frame',
		triggers: [],
		read: matching(/^(?<file>[\w./-]+_test\.go):(?<line>\d+): (?<message>.*)$/),
		examples: [['a_test.go:12: got 1', { file: 'a_test.go', line: 12, message: 'got 1' }]],
	},
	{
		name: 'cargo-verdict',
		language: 'rust',
		role: 'test',
		triggers: [' ... failed'],
		isVerdict: true,
		read: matching(/^test (?<test>[\w:]+)(?: - should panic)? \.\.\. FAILED$/),
		examples: [['test tests::adds ... FAILED', { test: 'tests::adds' }]],
	},
	{
		name: 'cargo-heading',
		language: 'rust',
		role: 'test',
		triggers: [' stdout ----'],
		read: matching(/^---- (?<test>[\w:]+) stdout ----$/),
		examples: [['---- tests::adds stdout ----', { test: 'tests::adds' }]],
	},
	{
		name: 'surefire',
		language: 'jvm',
		role: 'test',
		triggers: ['<<< failure!', '<<< error!'],
		isVerdict: true,
		read: (text) => {
			const found =
				/^(?:\[ERROR\] )?(\S+(?: \S+){0,8}?) {1,2}(?:-- )?Time elapsed: [\d.,]+ s(?:ec)? {1,2}<<< (?:FAILURE|ERROR)!$/.exec(
					text,
				);
			return found && !(found[1] ?? '').startsWith('Tests run') ? { test: found[1] ?? '' } : undefined;
		},
		examples: [
			['[ERROR] acme.ATest.adds -- Time elapsed: 0.01 s <<< FAILURE!', { test: 'acme.ATest.adds' }],
			['adds(acme.ATest)  Time elapsed: 0.01 sec  <<< ERROR!', { test: 'adds(acme.ATest)' }],
		],
		counterExamples: ['[ERROR] Tests run: 3, Failures: 1, Time elapsed: 0.1 s <<< FAILURE! -- in acme.ATest'],
	},
	{
		name: 'gradle-test',
		language: 'jvm',
		role: 'test',
		triggers: [' failed'],
		isVerdict: true,
		read: matching(/^(?<test>[A-Z][\w$.]* > [\w$ ,.[\]-]{1,200}(?:\(\))?) FAILED$/),
		examples: [['ATest > adds() FAILED', { test: 'ATest > adds()' }]],
	},
	{
		name: 'dotnet-test',
		language: 'dotnet',
		role: 'test',
		triggers: ['failed '],
		isVerdict: true,
		isReasonNext: true,
		read: matching(/^Failed (?<test>[\w.]+(?:\([^)]*\))?) \[(?:< )?[\d.,]+ m?s\]$/),
		examples: [['Failed Acme.Tests.Adds [5 ms]', { test: 'Acme.Tests.Adds' }]],
	},
	{
		name: 'dotnet-test-label',
		language: 'dotnet',
		role: 'filler',
		triggers: [],
		read: (text) => (/^(?:Error Message|Stack Trace):$/.test(text) ? {} : undefined),
		examples: [['Error Message:', {}]],
	},
];

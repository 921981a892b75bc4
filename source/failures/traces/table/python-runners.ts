import { type LineRule, matching, type Reading } from '../rule.ts';

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

/** pytest and unittest. */
export const PYTHON_RUNNERS: readonly LineRule[] = [
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
		role: 'verdict',
		triggers: ['failed ', 'error '],
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
		// The long style shows a function from its first line to the one that called or failed.
		name: 'pytest-function',
		language: 'python',
		role: 'filler',
		triggers: [],
		read: matching(/^(?:async )?def (?<function>\w+)\(/),
		examples: [
			['def total(cart):', { function: 'total' }],
			['async def total(cart):', { function: 'total' }],
		],
		counterExamples: ['>       total({})'],
	},
	{
		name: 'pytest-frame',
		language: 'python',
		role: 'frame',
		triggers: [],
		read: matching(
			/^(?<file>(?:[A-Za-z]:)?[^\s:]+\.py):(?<line>\d+):(?: in (?<function>\S+)| (?<className>[A-Za-z_][\w.]*))?$/,
		),
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
];

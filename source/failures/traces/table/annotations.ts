import { readHeader } from '../header.ts';
import { type LineRule, matching, type Reading } from '../rule.ts';

const decoded = (text: string): string =>
	text.replace(/%(0D|0A|3A|2C|25)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function propertiesOf(text: string): Readonly<Record<string, string>> {
	return Object.fromEntries(
		text.split(',').map((property) => {
			const end = property.indexOf('=');
			return [property.slice(0, end), decoded(property.slice(end + 1))] as const;
		}),
	);
}

/** What vitest, jest and others say of a failed test: the title is its name, and behind the message stands the stack. */
function readTest(text: string): Reading | undefined {
	const found = /^::error (file=[^:]+)::(.+)$/.exec(text);
	const message = decoded(found?.[2] ?? '');
	// Linters annotate, too: only what was thrown has a stack.
	if (!/\n *(?:at|❯) /.test(message)) return undefined;
	const { file = '', title = '', line, col, column = col } = propertiesOf(found?.[1] ?? '');
	if (title === '' || file === '') return undefined;
	const first = message.split('\n', 1)[0] ?? '';
	return {
		test: title.replace(/^\[[^\]]{1,60}\] /, ''),
		...(readHeader(first) ?? { message: first }),
		file,
		...(line === undefined ? {} : { line: Number(line) }),
		...(column === undefined ? {} : { column: Number(column) }),
	};
}

/** Commands of GitHub Actions. */
export const ANNOTATIONS: readonly LineRule[] = [
	{
		name: 'javascript-annotation',
		language: 'javascript',
		role: 'verdict',
		triggers: ['::error file'],
		read: readTest,
		examples: [
			[
				'::error file=/x/a.ts,title=a.test.ts > adds,line=1,column=5::TypeError: no%0A ❯ total a.ts:1:5%0A',
				{ test: 'a.test.ts > adds', className: 'TypeError', message: 'no', file: '/x/a.ts', line: 1, column: 5 },
			],
			[
				'::error file=a.test.js,line=3,title=adds::no%0A    at Object.toBe (a.test.js:3:1)',
				{ test: 'adds', message: 'no', file: 'a.test.js', line: 3 },
			],
		],
		counterExamples: ['::error file=a.js,line=1,title=no-undef::x is not defined'],
	},
	{
		name: 'github-annotation',
		language: 'tool',
		role: 'error',
		triggers: ['::error file'],
		read: matching(/^::error file=(?<file>[^,:]+),line=(?<line>\d+)(?:,[^:]*)?::(?<message>.+)$/),
		examples: [['::error file=a.js,line=1,col=5::no', { file: 'a.js', line: 1, message: 'no' }]],
	},
];

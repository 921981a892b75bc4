import { type LineRule, matching } from '../rule.ts';

export const LINTERS: readonly LineRule[] = [
	{
		name: 'python-linter',
		language: 'tool',
		role: 'error',
		triggers: ['.py:'],
		read: matching(
			/^(?<file>(?:[A-Za-z]:)?[^\s:"'`(][^\s:]*\.py):(?<line>\d+):(?<column>\d+): (?<className>[A-Z]{1,4}\d{2,4}):? (?<message>.+)$/,
		),
		examples: [
			[
				'a/b.py:1:8: F401 `os` imported',
				{ file: 'a/b.py', line: 1, column: 8, className: 'F401', message: '`os` imported' },
			],
		],
	},
	{
		name: 'eslint',
		language: 'tool',
		role: 'error',
		triggers: ['  error  '],
		isFileAbove: true,
		read: (text) => {
			const found = /^(\d+):(\d+) {2,8}error {2,8}(\S.*)$/.exec(text);
			if (!found) return undefined;
			const rest = found[3] ?? '';
			const gap = rest.lastIndexOf('  ');
			const name = rest.slice(gap + 2).trim();
			const isRule = gap > 0 && /^[@\w][\w@/-]*$/.test(name);
			return {
				line: Number(found[1]),
				column: Number(found[2]),
				className: isRule ? name : 'eslint',
				message: (isRule ? rest.slice(0, gap) : rest).trim(),
			};
		},
		examples: [
			[
				"12:5  error  'x' is unused  no-unused-vars",
				{ line: 12, column: 5, className: 'no-unused-vars', message: "'x' is unused" },
			],
			[
				"1:7   error    'x' is unused  no-unused-vars",
				{ line: 1, column: 7, className: 'no-unused-vars', message: "'x' is unused" },
			],
			['1:1  error  Parsing error: no', { line: 1, column: 1, className: 'eslint', message: 'Parsing error: no' }],
		],
		counterExamples: ['12:5  warning  x  no-y'],
	},
];

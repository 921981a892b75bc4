import { isFileLike } from '../place.ts';
import { type LineRule, matching, type Reading } from '../rule.ts';

/** A reading whose file looks like one. */
function withFile(read: (text: string) => Reading | undefined): (text: string) => Reading | undefined {
	return (text) => {
		const reading = read(text);
		return reading?.file !== undefined && isFileLike(reading.file) ? reading : undefined;
	};
}

const BRACKETS = matching(
	/^(?<file>(?:[A-Za-z]:)?[^\s(:][^(:]*)\((?<line>\d+),(?<column>\d+)\): (?:fatal )?error (?<className>[A-Z]{1,6}\d{2,5}): (?<message>.+)$/,
);
const COLONS = matching(
	/^(?<file>(?:[A-Za-z]:)?[^\s(:][^(:]*):(?<line>\d+):(?<column>\d+) - error (?<className>[A-Z]{1,6}\d{2,5}): (?<message>.+)$/,
);
const readNumbered = (text: string): Reading | undefined => BRACKETS(text) ?? COLONS(text);

/** C's `assert`: `program: file:line: function: Assertion `x' failed.` */
function readAssertion(text: string): Reading | undefined {
	const at = text.search(/: Assertion [`']/);
	const place = /^[^\s:]+: ([^\s:]+):(\d+): (\S.*)$/.exec(text.slice(0, Math.max(0, at)));
	if (!place || !text.endsWith("' failed.")) return undefined;
	return {
		className: 'Assertion failed',
		file: place[1] ?? '',
		line: Number(place[2]),
		function: place[3] ?? '',
		message: text.slice(at + 2),
	};
}

/** What compilers and linters say: one line, one error. */
export const DIAGNOSTICS: readonly LineRule[] = [
	{
		name: 'numbered-diagnostic',
		language: 'tool',
		role: 'error',
		triggers: ['): error ', ' - error ', '): fatal error '],
		read: withFile(readNumbered),
		examples: [
			[
				"src/a.ts(12,5): error TS2322: Type 'a'",
				{ file: 'src/a.ts', line: 12, column: 5, className: 'TS2322', message: "Type 'a'" },
			],
			[
				'src/a.ts:12:5 - error TS2322: no',
				{ file: 'src/a.ts', line: 12, column: 5, className: 'TS2322', message: 'no' },
			],
			[
				'C:\\x\\P.cs(1,2): error CS1002: ; expected',
				{ file: 'C:\\x\\P.cs', line: 1, column: 2, className: 'CS1002', message: '; expected' },
			],
		],
		counterExamples: ['use (1,2): error TS1: x', 'src/a.ts(12,5): warning TS2322: no'],
	},
	{
		name: 'tsc-global',
		language: 'tool',
		role: 'error',
		triggers: ['error TS'],
		read: matching(/^error (?<className>TS\d{4,5}): (?<message>.+)$/),
		examples: [['error TS5058: The path does not exist', { className: 'TS5058', message: 'The path does not exist' }]],
		counterExamples: ['an error TS5058: no'],
	},
	{
		name: 'compiler-error',
		language: 'tool',
		role: 'error',
		triggers: [': error: ', ': fatal error: ', ': runtime error: '],
		read: withFile(
			matching(
				/^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*):(?<line>\d+)(?::(?<column>\d+))?: (?:fatal |runtime )?error: (?<message>.+)$/,
			),
		),
		examples: [
			['src/a.c:12:5: error: expected ;', { file: 'src/a.c', line: 12, column: 5, message: 'expected ;' }],
			['A.java:12: error: cannot find symbol', { file: 'A.java', line: 12, message: 'cannot find symbol' }],
			[
				'a.py:3: error: Incompatible types  [assignment]',
				{ file: 'a.py', line: 3, message: 'Incompatible types  [assignment]' },
			],
			['a.c:1:10: fatal error: x.h: No such file', { file: 'a.c', line: 1, column: 10, message: 'x.h: No such file' }],
		],
		counterExamples: ['note: error: none', 'a.c:12:5: warning: error: x', '12:30: error: x'],
	},
	{
		name: 'maven-compiler',
		language: 'tool',
		role: 'error',
		triggers: ['[ERROR] '],
		read: matching(
			/^\[ERROR\] (?<file>(?:[A-Za-z]:)?[^\s:][^:]*):\[(?<line>\d+),(?<column>\d+)\] (?:error: )?(?<message>.+)$/,
		),
		examples: [
			['[ERROR] /x/A.java:[12,5] no symbol', { file: '/x/A.java', line: 12, column: 5, message: 'no symbol' }],
		],
		counterExamples: ['[WARNING] /x/A.java:[12,5] deprecated'],
	},
	{
		name: 'kotlin-compiler',
		language: 'tool',
		role: 'error',
		triggers: ['\ne: ', ' e: '],
		read: matching(
			/^e: (?<file>(?:file:\/\/)?\/[^\s:]+\.kts?):(?: \()?(?<line>\d+)(?::|, )(?<column>\d+)(?:\):)? (?<message>.+)$/,
		),
		examples: [
			['e: file:///x/A.kt:12:5 Unresolved', { file: 'file:///x/A.kt', line: 12, column: 5, message: 'Unresolved' }],
			['e: /x/A.kt: (12, 5): Unresolved', { file: '/x/A.kt', line: 12, column: 5, message: 'Unresolved' }],
		],
	},
	{
		name: 'go-compiler',
		language: 'tool',
		role: 'error',
		triggers: ['.go:'],
		read: matching(/^(?:vet: )?(?<file>[^\s:"'`(][^\s:]*\.go):(?<line>\d+):(?<column>\d+): (?<message>[^\s{}].*)$/),
		examples: [['./main.go:12:5: undefined: x', { file: './main.go', line: 12, column: 5, message: 'undefined: x' }]],
		counterExamples: ['main.go:12: log line', 'see main.go:12:5: x'],
	},
	{
		name: 'python-linter',
		language: 'tool',
		role: 'error',
		triggers: ['.py:'],
		read: matching(
			/^(?<file>[^\s:"'`(][^\s:]*\.py):(?<line>\d+):(?<column>\d+): (?<className>[A-Z]{1,4}\d{2,4}):? (?<message>.+)$/,
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
			const found = /^(\d+):(\d+) {2}error {2}(\S.*)$/.exec(text);
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
			['1:1  error  Parsing error: no', { line: 1, column: 1, className: 'eslint', message: 'Parsing error: no' }],
		],
		counterExamples: ['12:5  warning  x  no-y'],
	},
	{
		name: 'github-annotation',
		language: 'tool',
		role: 'error',
		triggers: ['::error file'],
		read: matching(/^::error file=(?<file>[^,:]+),line=(?<line>\d+)(?:,[^:]*)?::(?<message>.+)$/),
		examples: [['::error file=a.js,line=1,col=5::no', { file: 'a.js', line: 1, message: 'no' }]],
	},
	{
		name: 'linker',
		language: 'tool',
		role: 'error',
		triggers: [': undefined reference to '],
		read: matching(
			/^(?:\S*ld: )?(?<file>[^\s:]+\.(?:c|cc|cpp|cxx|o|a|rs)):(?:(?<line>\d+)|\([^)]*\)): (?<message>undefined reference to .+)$/,
		),
		examples: [
			['a.c:12: undefined reference to `f(int)', { file: 'a.c', line: 12, message: 'undefined reference to `f(int)' }],
		],
	},
	{
		name: 'failed-assertion',
		language: 'native',
		role: 'error',
		triggers: ['assertion `', "assertion '"],
		read: readAssertion,
		examples: [
			[
				"app: a.c:12: main: Assertion `x > 0' failed.",
				{
					className: 'Assertion failed',
					file: 'a.c',
					line: 12,
					function: 'main',
					message: "Assertion `x > 0' failed.",
				},
			],
		],
	},
];

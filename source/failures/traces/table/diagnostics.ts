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

/** What compilers and linkers say: one line, one error. */
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
		read: matching(
			/^(?:vet: )?(?<file>(?:[A-Za-z]:)?[^\s:"'`(][^\s:]*\.go):(?<line>\d+):(?<column>\d+): (?<message>[^\s{}].*)$/,
		),
		examples: [['./main.go:12:5: undefined: x', { file: './main.go', line: 12, column: 5, message: 'undefined: x' }]],
		counterExamples: ['main.go:12: log line', 'see main.go:12:5: x'],
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
];

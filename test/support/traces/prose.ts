import type { Chance } from '../chance.ts';

/** Words of people who write about programs: what stands in traces stands in their sentences, too. */
const WORDS = [
	'the',
	'a',
	'and',
	'of',
	'in',
	'at',
	'from',
	'by',
	'with',
	'when',
	'it',
	'was',
	'is',
	'not',
	'that',
	'we',
	'page',
	'line',
	'team',
	'build',
	'failed',
	'test',
	'tests',
	'error',
	'errors',
	'exception',
	'panic',
	'stack',
	'trace',
	'traceback',
	'file',
	'Error:',
	'error:',
	'TypeError',
	'NullPointerException',
	'panic:',
	'FAILED',
	'FAIL',
	'ERROR',
	'warning:',
	'Caused by:',
	'src/app.ts',
	'app.js:12:5',
	'Main.java',
	'(Main.java:60)',
	'"b.py",',
	'"b.py"',
	'line 12',
	'#12',
	'#3',
	'1)',
	'2)',
	'---',
	'goroutine',
	'thread',
	'(most recent call last)',
	'jane@example.com',
	'https://example.com/a/b.html',
	'a.b.C',
	'12:30',
	'...',
	'not ok',
	'error TS2322',
	'fatal error:',
	'created by',
	'assertion',
	'`x`',
	"'items'",
	'npm error',
	'●',
	'❯',
	'✖',
	'at least',
] as const;

/** Lines of text that wraps at 70 to 100 characters, with paragraphs. */
export function proseOf(chance: Chance, lines: number): string {
	const text: string[] = [];
	for (let count = 0; count < lines; count++) {
		if (chance.below(9) === 0) {
			text.push('');
			continue;
		}
		const width = 70 + chance.below(30);
		let line = '';
		while (line.length < width) line += `${chance.pick(WORDS)} `;
		text.push(`${' '.repeat(chance.below(3) === 0 ? chance.below(6) : 0)}${line.trimEnd()}`);
	}
	return `${text.join('\n')}\n`;
}

/** What people wrote, of a Markdown file: without what they pasted. */
export const withoutCode = (markdown: string): string =>
	markdown.replace(/^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\1|$(?![\s\S]))/gm, '');

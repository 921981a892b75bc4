import { stripControls, toPrintableLine } from '../../core/text.ts';

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

/** Foreign text as code in a line: it formats nothing, links nowhere and calls nobody. */
export function codeSpan(text: string, maxLength = 200): string {
	const line = toPrintableLine(text, maxLength);
	if (line === '') return '';
	const fence = '`'.repeat(longestRun(line) + 1);
	const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
	return `${fence}${pad}${line}${pad}${fence}`;
}

/** The same in a cell of a table, where a bar would end the cell even within code. */
export const codeCell = (text: string, maxLength?: number): string => codeSpan(text, maxLength).replaceAll('|', '\\|');

/** Foreign lines as a block of code. */
export function codeBlock(text: string): string {
	const clean = stripControls(text).replaceAll('\r', '');
	const fence = '`'.repeat(Math.max(3, longestRun(clean) + 1));
	return `${fence}text\n${clean}\n${fence}`;
}

/** Words of our own with foreign ones among them, in running text. */
export const plainText = (text: string, maxLength = 400): string =>
	toPrintableLine(text, maxLength).replaceAll(/[\\`*_{}[\]<>#|!~&@]/g, String.raw`\$&`);

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

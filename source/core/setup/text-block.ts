const BEGIN = '# >>> murmur8 >>>';
const END = '# <<< murmur8 <<<';

const LAST_LINE_END = /\r?\n(?=[^\n]*$)/;

/** A line without its line end. */
const bare = (line: string) => line.replace(/\r?\n$/, '');

const withoutLastLineEnd = (text: string) => text.replace(/\r?\n$/, '');

/**
 * Adds lines of ours to a text of the user's, between two marker lines; every character that is there stays. One line
 * end stands between, also after a text that ended in one, so that taking the block out again restores the text.
 * @param text undefined where there is no file yet
 */
export function appendBlock(text: string | undefined, lines: readonly string[]): string {
	const lineEnd = LAST_LINE_END.exec(text ?? '')?.[0] ?? '\n';
	const block = [BEGIN, ...lines, END].map((line) => line + lineEnd).join('');
	return text === undefined ? block : text + lineEnd + block;
}

export type Removal =
	/** There is no block of ours in it. */
	| { readonly kind: 'unchanged' }
	/** The file held nothing else and was not there before. */
	| { readonly kind: 'empty' }
	/** `kept` lines stood in the block but are the user's. */
	| { readonly kind: 'text'; readonly text: string; readonly kept: number };

/** Where the block ends: behind its end marker or, should that be gone, behind the last line of ours. */
function blockEnd(lines: readonly string[], begin: number, isOurs: (line: string) => boolean): number {
	const marker = lines.findIndex((line, index) => index > begin && bare(line) === END);
	if (marker >= 0) return marker;
	let end = begin;
	while (isOurs(lines[end + 1] ?? '')) end++;
	return end;
}

/**
 * Takes the last block out again. Lines in it that are not ours, a value that was set there, stay where they are.
 * @param ours every line that `appendBlock` may have been given
 */
export function removeBlock(text: string, ours: ReadonlySet<string>): Removal {
	const lines = text.split(/(?<=\n)/);
	const isOurs = (line: string) => ours.has(bare(line));
	const begin = lines.findLastIndex((line) => bare(line) === BEGIN);
	if (begin < 0) return { kind: 'unchanged' };
	const end = blockEnd(lines, begin, isOurs);
	const kept = lines.slice(begin + 1, end + 1).filter((line) => bare(line) !== END && !isOurs(line));
	const behind = [...kept, ...lines.slice(end + 1)].join('');
	if (begin === 0 && behind === '') return { kind: 'empty' };
	const before = lines.slice(0, begin).join('');
	const restored = withoutLastLineEnd(before);
	// The line end before the block is ours, unless what follows needs it.
	const isFree = behind === '' || restored === '' || restored.endsWith('\n');
	return { kind: 'text', text: (isFree ? restored : before) + behind, kept: kept.length };
}

/** A state's glyph; the word stands beside it, for whoever sees neither colour nor shape. */
const GLYPHS: ReadonlyMap<string, readonly [unicode: string, ascii: string]> = new Map([
	['success', ['✓', '+']],
	['failed', ['✗', 'x']],
	['running', ['▶', '>']],
	['pending', ['·', '.']],
	['skipped', ['–', '-']],
	['paused', ['‖', '=']],
	['aborted', ['■', '#']],
	['user-aborted', ['■', '#']],
	['conflict', ['!', '!']],
	['lost', ['!', '!']],
	['merging', ['↣', '>']],
]);

export function glyphOf(state: string | undefined, isAscii = false): string {
	const [unicode, ascii] = GLYPHS.get(state ?? '') ?? ['?', '?'];
	return isAscii ? ascii : unicode;
}

const BARS = '▁▂▃▄▅▆▇█';
const ASCII_BARS = '._-=+*%#';

/** One character a value, from the least to the most; all in the middle where they do not differ. */
export function sparkline(values: readonly number[], isAscii = false): string {
	const bars = [...(isAscii ? ASCII_BARS : BARS)];
	const least = Math.min(...values);
	const range = Math.max(...values) - least;
	return values
		.map((value) => bars[range === 0 ? bars.length / 2 : Math.round(((value - least) / range) * (bars.length - 1))])
		.join('');
}

export const VALUE = '<*>';

/** A canonical line taken apart. */
export interface KeyLine {
	/** Words and `<*>`. */
	readonly tokens: readonly string[];
	readonly text: string;
	readonly count: number;
}

/** Lines that differ in nothing but words and values. */
export interface Skeleton {
	/** What stands before each token, and behind the last one. */
	readonly gaps: readonly string[];
	readonly lines: readonly KeyLine[];
}

/** As `CLASS` has it: values, or what words are made of. */
const TOKEN = /<\*>|[A-Za-z0-9_+~%#$'./\\@\u0080-\u{10FFFF}-]+/gu;

/** Behind the word, before the stops and apostrophes that end it: those are no part of words. */
function wordEnd(text: string, from: number, to: number): number {
	let end = to;
	while (end > from && (text[end - 1] === '.' || text[end - 1] === "'")) end--;
	return end;
}

function takeApart(text: string): { readonly tokens: readonly string[]; readonly gaps: readonly string[] } {
	const tokens: string[] = [];
	const gaps: string[] = [];
	let done = 0;
	for (const { 0: found, index } of text.matchAll(TOKEN)) {
		const end = wordEnd(text, index, index + found.length);
		if (end === index) continue;
		gaps.push(text.slice(done, index));
		tokens.push(text.slice(index, end));
		done = end;
	}
	gaps.push(text.slice(done));
	return { tokens, gaps };
}

/** Lines by what stands between their words: templates never reach over that. */
export function skeletonsOf(keys: readonly (readonly [text: string, count: number])[]): readonly Skeleton[] {
	const skeletons = new Map<string, { readonly gaps: readonly string[]; readonly lines: KeyLine[] }>();
	for (const [text, count] of keys) {
		const { tokens, gaps } = takeApart(text);
		const name = gaps.join('\0');
		const skeleton = skeletons.get(name) ?? { gaps, lines: [] };
		skeleton.lines.push({ tokens, text, count });
		skeletons.set(name, skeleton);
	}
	return [...skeletons.values()];
}

export const joined = (gaps: readonly string[], tokens: readonly string[]): string =>
	gaps.map((gap, index) => gap + (tokens[index] ?? '')).join('');

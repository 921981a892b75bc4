const ANY_TEXT = -1;
const ANY_ONE = -2;

/** One segment of a path pattern: text without a slash, `*` for any text, `?` for any one character. */
export type Segment =
	| { readonly kind: 'literal'; readonly text: string }
	/** `*.ts`: what ends so. */
	| { readonly kind: 'suffix'; readonly text: string }
	/** `test*`: what begins so. */
	| { readonly kind: 'prefix'; readonly text: string }
	/** The rest; `start` is the text before the first wildcard, `least` how much text it takes at least. */
	| { readonly kind: 'glob'; readonly codes: Int32Array; readonly least: number; readonly start: string };

const textOf = (codes: readonly number[]): string => codes.map((code) => String.fromCharCode(code)).join('');

/** A backslash takes the meaning from what follows; brackets mean themselves, as on GitHub. */
export function parseSegment(raw: string): Segment {
	const codes: number[] = [];
	for (let index = 0; index < raw.length; index++) {
		const character = raw[index];
		if (character === '*') {
			if (codes.at(-1) !== ANY_TEXT) codes.push(ANY_TEXT);
		} else if (character === '?') codes.push(ANY_ONE);
		else {
			if (character === '\\' && index + 1 < raw.length) index++;
			codes.push(raw.charCodeAt(index));
		}
	}
	const wild = codes.filter((code) => code < 0);
	if (wild.length === 0) return { kind: 'literal', text: textOf(codes) };
	if (wild.length === 1 && codes[0] === ANY_TEXT) return { kind: 'suffix', text: textOf(codes.slice(1)) };
	if (wild.length === 1 && codes.at(-1) === ANY_TEXT) return { kind: 'prefix', text: textOf(codes.slice(0, -1)) };
	return {
		kind: 'glob',
		codes: Int32Array.from(codes),
		least: codes.filter((code) => code !== ANY_TEXT).length,
		start: textOf(
			codes.slice(
				0,
				codes.findIndex((code) => code < 0),
			),
		),
	};
}

/**
 * Whether a glob matches the whole text. Only the last `*` is ever tried again, so that the work is at most the product
 * of both lengths, whatever the pattern.
 */
export function isGlobMatch(codes: Int32Array, least: number, text: string): boolean {
	if (text.length < least) return false;
	let at = 0;
	let index = 0;
	let star = -1;
	let resumeAt = 0;
	while (at < text.length) {
		const code = codes[index];
		if (code === ANY_TEXT) {
			star = index++;
			resumeAt = at;
		} else if (code === ANY_ONE || code === text.charCodeAt(at)) {
			index++;
			at++;
		} else if (star >= 0) {
			index = star + 1;
			at = ++resumeAt;
		} else return false;
	}
	while (codes[index] === ANY_TEXT) index++;
	return index === codes.length;
}

import { type ByteSet, invert, union } from '../byte-set.ts';
import { CLASSES, CONTROLS, NEW_LINE } from './byte-classes.ts';
import type { Source } from './source.ts';
import { PatternError } from './syntax.ts';

/** The character that an escape stands for, its letter read already. */
export function readControl(source: Source, letter: string): string {
	if (letter !== 'x') return CONTROLS[letter] ?? letter;
	const code = Number.parseInt(source.text.slice(source.at, source.at + 2), 16);
	if (Number.isNaN(code) || code > 127) throw new PatternError('\\x without two hex digits of ASCII');
	source.at += 2;
	return String.fromCharCode(code);
}

function codeOf(character: string): number {
	const code = character.charCodeAt(0);
	if (code > 127) throw new PatternError('a character beyond ASCII in a [ ]');
	return code;
}

function readMember(source: Source): number | ByteSet {
	const character = source.peek();
	if (character === '') throw new PatternError('a [ without its ]');
	source.at++;
	if (character !== '\\') return codeOf(character);
	const escaped = source.peek();
	source.at++;
	return CLASSES[escaped] ?? codeOf(readControl(source, escaped));
}

/** Reads a class, its `[` read already, up to and with its `]`. */
export function readClass(source: Source): ByteSet {
	const isNegated = source.take('^');
	const set = new Uint8Array(256);
	for (let isFirst = true; isFirst || source.peek() !== ']'; isFirst = false) {
		const from = readMember(source);
		if (typeof from !== 'number') {
			for (let byte = 0; byte < 256; byte++) if (from[byte] === 1) set[byte] = 1;
			continue;
		}
		const isRange = source.peek() === '-' && source.text[source.at + 1] !== ']';
		if (isRange) source.at++;
		const to = isRange ? readMember(source) : from;
		if (typeof to !== 'number' || to < from) throw new PatternError('a range that runs backwards');
		set.fill(1, from, to + 1);
	}
	source.at++;
	return isNegated ? invert(union(set, NEW_LINE)) : set;
}

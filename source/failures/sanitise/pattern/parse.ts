import { type ByteSet, invert, union } from '../byte-set.ts';
import { ANY, CLASSES, CONTROLS, foldCase, NEW_LINE } from './byte-classes.ts';
import { type Pattern, PatternError, type PatternNode } from './syntax.ts';

const LARGEST_COUNT = 1000;
const LONGEST_PATTERN = 1000;

const REFUSED: readonly (readonly [start: string, what: string])[] = [
	['(?=', 'a look-ahead'],
	['(?!', 'a look-ahead'],
	['(?<=', 'a look-behind'],
	['(?<!', 'a look-behind'],
	['^', 'an anchor (matches are looked for in every line)'],
	['$', 'an anchor (matches are looked for in every line)'],
];

/** Recursive descent over the source; every method reads one construct at `at`. */
class Reader {
	readonly #source: string;
	readonly #isCaseFolded: boolean;
	#at = 0;

	constructor(source: string, isCaseFolded: boolean) {
		this.#source = source;
		this.#isCaseFolded = isCaseFolded;
	}

	whole(): PatternNode {
		const node = this.#choice();
		if (this.#at < this.#source.length) throw new PatternError(`a ) too many at character ${this.#at + 1}`);
		return node;
	}

	#choice(): PatternNode {
		const items = [this.#sequence()];
		while (this.#take('|')) items.push(this.#sequence());
		return items.length === 1 ? (items[0] as PatternNode) : { kind: 'choice', items };
	}

	#sequence(): PatternNode {
		const items: PatternNode[] = [];
		while (this.#at < this.#source.length && !'|)'.includes(this.#peek())) items.push(this.#repeated());
		return { kind: 'sequence', items };
	}

	#repeated(): PatternNode {
		let node = this.#single();
		for (let counts = this.#counts(); counts; counts = this.#counts()) {
			node = { kind: 'repeat', item: node, least: counts[0], most: counts[1] };
			this.#take('?');
		}
		return node;
	}

	#counts(): readonly [number, number] | undefined {
		if (this.#take('*')) return [0, Number.POSITIVE_INFINITY];
		if (this.#take('+')) return [1, Number.POSITIVE_INFINITY];
		if (this.#take('?')) return [0, 1];
		if (this.#peek() !== '{') return undefined;
		const end = this.#source.indexOf('}', this.#at);
		const [least = '', most] = this.#source.slice(this.#at + 1, end < 0 ? undefined : end).split(',');
		const from = Number(least);
		const to = most === undefined ? from : most === '' ? Number.POSITIVE_INFINITY : Number(most);
		if (end < 0 || least === '' || !(from <= LARGEST_COUNT) || !(to >= from)) {
			throw new PatternError(`a count that is not {n}, {n,} or {n,m} at character ${this.#at + 1}`);
		}
		if (to !== Number.POSITIVE_INFINITY && to > LARGEST_COUNT) {
			throw new PatternError(`a count above ${LARGEST_COUNT}`);
		}
		this.#at = end + 1;
		return [from, to];
	}

	#single(): PatternNode {
		for (const [start, what] of REFUSED) {
			if (this.#source.startsWith(start, this.#at)) throw new PatternError(`${what} at character ${this.#at + 1}`);
		}
		if (this.#take('(')) return this.#group();
		if (this.#take('[')) return this.#set(this.#classInside());
		if (this.#take('.')) return this.#set(ANY);
		if (this.#take('\\')) return this.#escaped();
		const character = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
		if ('*+?{'.includes(character)) throw new PatternError(`nothing to repeat at character ${this.#at + 1}`);
		this.#at += character.length;
		return this.#literal(character);
	}

	#group(): PatternNode {
		if (this.#take('?:') === false && this.#take('?<')) this.#at = this.#source.indexOf('>', this.#at) + 1;
		else if (this.#peek() === '?') throw new PatternError(`an unknown group at character ${this.#at}`);
		const node = this.#choice();
		if (!this.#take(')')) throw new PatternError('a ( without its )');
		return node;
	}

	#escaped(): PatternNode {
		const character = this.#peek();
		if (character === '') throw new PatternError('a \\ at the end');
		if (/[1-9kpPuB]/.test(character)) throw new PatternError(`\\${character}, which no automaton can follow`);
		if (character === 'b') throw new PatternError('\\b elsewhere than at the beginning or the end');
		if (character === 'n') throw new PatternError('\\n (matches are looked for in every line)');
		this.#at++;
		const known = CLASSES[character];
		if (known) return this.#set(known);
		return this.#literal(this.#control(character));
	}

	#control(character: string): string {
		if (character !== 'x') return CONTROLS[character] ?? character;
		const code = Number.parseInt(this.#source.slice(this.#at, this.#at + 2), 16);
		if (Number.isNaN(code) || code > 127) throw new PatternError('\\x without two hex digits of ASCII');
		this.#at += 2;
		return String.fromCharCode(code);
	}

	#classInside(): ByteSet {
		const isNegated = this.#take('^') === true;
		const set = new Uint8Array(256);
		for (let isFirst = true; isFirst || this.#peek() !== ']'; isFirst = false) {
			const from = this.#member();
			if (typeof from !== 'number') {
				for (let byte = 0; byte < 256; byte++) if (from[byte] === 1) set[byte] = 1;
				continue;
			}
			const isRange = this.#peek() === '-' && this.#source[this.#at + 1] !== ']';
			if (isRange) this.#at++;
			const to = isRange ? this.#member() : from;
			if (typeof to !== 'number' || to < from) throw new PatternError('a range that runs backwards');
			set.fill(1, from, to + 1);
		}
		this.#at++;
		return isNegated ? invert(union(set, NEW_LINE)) : set;
	}

	#member(): number | ByteSet {
		const character = this.#peek();
		if (character === '') throw new PatternError('a [ without its ]');
		this.#at++;
		if (character !== '\\') return this.#ascii(character);
		const escaped = this.#peek();
		this.#at++;
		return CLASSES[escaped] ?? this.#ascii(this.#control(escaped));
	}

	#ascii(character: string): number {
		const code = character.charCodeAt(0);
		if (code > 127) throw new PatternError('a character beyond ASCII in a [ ]');
		return code;
	}

	#literal(character: string): PatternNode {
		const items = [...new TextEncoder().encode(character)].map((byte) => {
			const set = new Uint8Array(256);
			set[byte] = 1;
			return this.#set(set);
		});
		return items.length === 1 ? (items[0] as PatternNode) : { kind: 'sequence', items };
	}

	#set(set: ByteSet): PatternNode {
		return { kind: 'set', set: this.#isCaseFolded ? foldCase(set) : set };
	}

	#peek(): string {
		return this.#source[this.#at] ?? '';
	}

	#take(text: string): boolean {
		if (!this.#source.startsWith(text, this.#at)) return false;
		this.#at += text.length;
		return true;
	}
}

/**
 * Reads a pattern: the part of the regex syntax that needs no backtracking. `\b` may stand first and last.
 * @throws PatternError for everything else
 */
export function parsePattern(source: string, isCaseFolded = false): Pattern {
	if (source.length > LONGEST_PATTERN) throw new PatternError(`more than ${LONGEST_PATTERN} characters`);
	const isWordStart = source.startsWith('\\b');
	const isWordEnd = source.endsWith('\\b') && !source.endsWith('\\\\b') && source.length > 2;
	const inside = source.slice(isWordStart ? 2 : 0, isWordEnd ? -2 : undefined);
	return { node: new Reader(inside, isCaseFolded).whole(), isWordStart, isWordEnd };
}

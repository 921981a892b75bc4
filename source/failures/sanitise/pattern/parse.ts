import type { ByteSet } from '../byte-set.ts';
import { ANY, CLASSES, foldCase } from './byte-classes.ts';
import { readClass, readControl } from './class-inside.ts';
import { Source } from './source.ts';
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

/** Recursive descent over the source; every method reads one construct. */
class Reader {
	readonly #source: Source;
	readonly #isCaseFolded: boolean;

	constructor(source: string, isCaseFolded: boolean) {
		this.#source = new Source(source);
		this.#isCaseFolded = isCaseFolded;
	}

	whole(): PatternNode {
		const node = this.#choice();
		if (!this.#source.isAtEnd) throw new PatternError(`a ) too many at character ${this.#source.at + 1}`);
		return node;
	}

	#choice(): PatternNode {
		const items = [this.#sequence()];
		while (this.#source.take('|')) items.push(this.#sequence());
		return items.length === 1 ? (items[0] as PatternNode) : { kind: 'choice', items };
	}

	#sequence(): PatternNode {
		const items: PatternNode[] = [];
		while (!this.#source.isAtEnd && !'|)'.includes(this.#source.peek())) items.push(this.#repeated());
		return { kind: 'sequence', items };
	}

	#repeated(): PatternNode {
		let node = this.#single();
		for (let counts = this.#counts(); counts; counts = this.#counts()) {
			node = { kind: 'repeat', item: node, least: counts[0], most: counts[1] };
			this.#source.take('?');
		}
		return node;
	}

	#counts(): readonly [number, number] | undefined {
		if (this.#source.take('*')) return [0, Number.POSITIVE_INFINITY];
		if (this.#source.take('+')) return [1, Number.POSITIVE_INFINITY];
		if (this.#source.take('?')) return [0, 1];
		if (this.#source.peek() !== '{') return undefined;
		const end = this.#source.text.indexOf('}', this.#source.at);
		const [least = '', most] = this.#source.text.slice(this.#source.at + 1, end < 0 ? undefined : end).split(',');
		const from = Number(least);
		const to = most === undefined ? from : most === '' ? Number.POSITIVE_INFINITY : Number(most);
		if (end < 0 || least === '' || !(from <= LARGEST_COUNT) || !(to >= from)) {
			throw new PatternError(`a count that is not {n}, {n,} or {n,m} at character ${this.#source.at + 1}`);
		}
		if (to !== Number.POSITIVE_INFINITY && to > LARGEST_COUNT) {
			throw new PatternError(`a count above ${LARGEST_COUNT}`);
		}
		this.#source.at = end + 1;
		return [from, to];
	}

	#single(): PatternNode {
		for (const [start, what] of REFUSED) {
			if (this.#source.text.startsWith(start, this.#source.at))
				throw new PatternError(`${what} at character ${this.#source.at + 1}`);
		}
		if (this.#source.take('(')) return this.#group();
		if (this.#source.take('[')) return this.#set(readClass(this.#source));
		if (this.#source.take('.')) return this.#set(ANY);
		if (this.#source.take('\\')) return this.#escaped();
		const character = String.fromCodePoint(this.#source.text.codePointAt(this.#source.at) ?? 0);
		if ('*+?{'.includes(character)) throw new PatternError(`nothing to repeat at character ${this.#source.at + 1}`);
		this.#source.at += character.length;
		return this.#literal(character);
	}

	#group(): PatternNode {
		if (this.#source.take('?:') === false && this.#source.take('?<'))
			this.#source.at = this.#source.text.indexOf('>', this.#source.at) + 1;
		else if (this.#source.peek() === '?') throw new PatternError(`an unknown group at character ${this.#source.at}`);
		const node = this.#choice();
		if (!this.#source.take(')')) throw new PatternError('a ( without its )');
		return node;
	}

	#escaped(): PatternNode {
		const character = this.#source.peek();
		if (character === '') throw new PatternError('a \\ at the end');
		if (/[1-9kpPuB]/.test(character)) throw new PatternError(`\\${character}, which no automaton can follow`);
		if (character === 'b') throw new PatternError('\\b elsewhere than at the beginning or the end');
		if (character === 'n') throw new PatternError('\\n (matches are looked for in every line)');
		this.#source.at++;
		const known = CLASSES[character];
		if (known) return this.#set(known);
		return this.#literal(readControl(this.#source, character));
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

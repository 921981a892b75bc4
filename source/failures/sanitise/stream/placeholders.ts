import { KINDS } from '../kinds.ts';
import type { Rule } from '../rule.ts';

const ENCODER = new TextEncoder();
/** Beyond this many different values numbers would fill the memory; what comes later stays unnumbered. */
const MOST_NUMBERED = 200_000;

/** What takes the place of a find. */
export interface Placeholders {
	readonly of: (rule: number, source: Uint8Array, from: number, to: number) => Uint8Array;
}

export function plainPlaceholders(rules: readonly Rule[]): Placeholders {
	const texts = rules.map(({ kind }) => ENCODER.encode(`<${KINDS[kind].placeholder}>`));
	return { of: (rule) => texts[rule] as Uint8Array };
}

/** 53 bits of two different hashes: a value is told again without being kept. */
function digestOf(source: Uint8Array, from: number, to: number): number {
	let first = 0x811c9dc5;
	let second = 0x9747b28c;
	for (let index = from; index < to; index++) {
		const byte = source[index] as number;
		first = Math.imul(first ^ byte, 0x01000193);
		second = Math.imul(second ^ (byte + 0x9e), 0x85ebca6b) ^ (second >>> 13);
	}
	return (first >>> 0) * 0x200000 + ((second >>> 0) & 0x1fffff);
}

/** `<IP:1>`, `<IP:2>`: the same number for the same value, in the order of their coming. */
export function numberedPlaceholders(rules: readonly Rule[]): Placeholders {
	const plain = plainPlaceholders(rules);
	const numbers = new Map<string, Map<number, Uint8Array>>();
	let count = 0;
	return {
		of(rule, source, from, to) {
			const word = KINDS[rules[rule]?.kind ?? 'custom'].placeholder;
			const own = numbers.get(word) ?? new Map<number, Uint8Array>();
			numbers.set(word, own);
			const digest = digestOf(source, from, to);
			const known = own.get(digest);
			if (known) return known;
			if (++count > MOST_NUMBERED) return plain.of(rule, source, from, to);
			const text = ENCODER.encode(`<${word}:${own.size + 1}>`);
			own.set(digest, text);
			return text;
		},
	};
}

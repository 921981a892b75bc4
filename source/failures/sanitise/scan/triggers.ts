/**
 * Finds many literals at once (Aho–Corasick), their case aside, as one dense table: reading a byte is one look-up.
 * States that end a literal are numbered last, so that the loop's only test is one comparison.
 */
export interface Triggers {
	/** `next[(state << BYTE_BITS) | byte]`; state 0 is the start. */
	readonly next: Uint16Array;
	/** From this state on something was found. */
	readonly firstFinding: number;
	/** Of a finding state: where its literals begin in `found`, and one entry more for the end. */
	readonly offsets: Uint32Array;
	/** Numbers of literals, the longest first. */
	readonly found: Uint16Array;
}

/** A column for every byte: of a row text touches one line of the cache, and a narrower table needs a second look-up. */
export const BYTE_BITS = 8;
const BYTES = 1 << BYTE_BITS;

/** Letters of ASCII alone: a literal may be bytes of UTF-8. */
export const toLowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** The literals as a tree of states, in arrays of numbers: building it is a part of every start. */
class Tree {
	/** Of a state: what leads to it, its first child, and the next child of its parent; 0 is none. */
	readonly parent: Uint16Array;
	readonly byte: Uint8Array;
	readonly firstChild: Uint16Array;
	readonly nextSibling: Uint16Array;
	/** Number of the literal that ends in a state, plus 1. */
	readonly literal: Uint16Array;
	/** States by their depth, the root first. */
	readonly levels: number[][] = [[0]];
	size = 1;
	/** The root has so many children that looking through them would take longest. */
	readonly #ofRoot = new Uint16Array(BYTES);

	constructor(literals: readonly string[]) {
		const most = literals.reduce((sum, { length }) => sum + length, 1);
		this.parent = new Uint16Array(most);
		this.byte = new Uint8Array(most);
		this.firstChild = new Uint16Array(most);
		this.nextSibling = new Uint16Array(most);
		this.literal = new Uint16Array(most);
		for (let number = 0; number < literals.length; number++) this.#add(literals[number] as string, number);
	}

	#add(text: string, number: number): void {
		let state = 0;
		for (let index = 0; index < text.length; index++) {
			const byte = text.charCodeAt(index);
			const known = this.child(state, byte);
			state = known === 0 ? this.#grow(state, byte, index + 1) : known;
		}
		this.literal[state] = number + 1;
	}

	child(state: number, byte: number): number {
		if (state === 0) return this.#ofRoot[byte] as number;
		let child = this.firstChild[state] as number;
		while (child !== 0 && this.byte[child] !== byte) child = this.nextSibling[child] as number;
		return child;
	}

	#grow(parent: number, byte: number, depth: number): number {
		const state = this.size++;
		if (parent === 0) this.#ofRoot[byte] = state;
		this.parent[state] = parent;
		this.byte[state] = byte;
		this.nextSibling[state] = this.firstChild[parent] as number;
		this.firstChild[parent] = state;
		if (depth === this.levels.length) this.levels.push([]);
		this.levels[depth]?.push(state);
		return state;
	}
}

interface Links {
	/** Where a state goes on when its literal does not: the longest other beginning that is its end. */
	readonly fallback: Uint16Array;
	/** The nearest state on the way of fallbacks that ends a literal; 0 is none. */
	readonly also: Uint16Array;
}

function link(tree: Tree): Links {
	const { parent, byte, literal, levels, size } = tree;
	const fallback = new Uint16Array(size);
	const also = new Uint16Array(size);
	for (const states of levels.slice(2)) {
		for (const state of states) {
			const own = byte[state] as number;
			let behind = fallback[parent[state] as number] as number;
			let found = tree.child(behind, own);
			while (found === 0 && behind !== 0) {
				behind = fallback[behind] as number;
				found = tree.child(behind, own);
			}
			fallback[state] = found;
			also[state] = literal[found] === 0 ? (also[found] as number) : found;
		}
	}
	return { fallback, also };
}

/** The states' numbers: those that end a literal behind the others. */
function numbersOf(
	{ literal, levels, size }: Tree,
	also: Uint16Array,
): { numberOf: Uint16Array; firstFinding: number } {
	const numberOf = new Uint16Array(size);
	let quiet = 0;
	let finding = size;
	for (const states of levels) {
		for (const state of states) numberOf[state] = literal[state] === 0 && also[state] === 0 ? quiet++ : --finding;
	}
	return { numberOf, firstFinding: quiet };
}

/** @param literals bytes as characters, in any case, each once; at most 65,535 states come of them */
export function buildTriggers(literals: readonly string[]): Triggers {
	const tree = new Tree(literals.map(toLowerAscii));
	const { fallback, also } = link(tree);
	const { numberOf, firstFinding } = numbersOf(tree, also);
	const { size, levels, byte, firstChild, nextSibling, literal } = tree;
	const next = new Uint16Array(size << BYTE_BITS);
	for (const states of levels) {
		for (const state of states) {
			const row = (numberOf[state] as number) << BYTE_BITS;
			const behind = (numberOf[fallback[state] as number] as number) << BYTE_BITS;
			if (state !== 0) next.copyWithin(row, behind, behind + BYTES);
			let child = firstChild[state] as number;
			for (; child !== 0; child = nextSibling[child] as number) {
				const own = byte[child] as number;
				next[row | own] = numberOf[child] as number;
				if (own >= 97 && own <= 122) next[row | (own - 32)] = numberOf[child] as number;
			}
		}
	}
	const own = new Uint16Array(size - firstFinding);
	for (let state = 0; state < size; state++) {
		const number = numberOf[state] as number;
		if (number >= firstFinding) own[number - firstFinding] = state;
	}
	const offsets = new Uint32Array(own.length + 1);
	const found: number[] = [];
	for (let index = 0; index < own.length; index++) {
		for (let state = own[index] as number; state !== 0; state = also[state] as number) {
			if (literal[state] !== 0) found.push((literal[state] as number) - 1);
		}
		offsets[index + 1] = found.length;
	}
	return { next, firstFinding, offsets, found: Uint16Array.from(found) };
}

/**
 * Finds many literals at once (Aho–Corasick), their case aside, as one dense table: reading a byte is one look-up.
 * States that end a literal are numbered last, so that the loop's only test is one comparison.
 */
export interface Triggers {
	/** Column of a byte; bytes that occur in no literal share column 0. */
	readonly columnOf: Uint8Array;
	/** `next[(state << COLUMN_BITS) | column]`; state 0 is the start. */
	readonly next: Uint16Array;
	/** From this state on something was found. */
	readonly firstFinding: number;
	/** Of a finding state: where its literals begin in `found`, and one entry more for the end. */
	readonly offsets: Uint32Array;
	/** Numbers of literals, the longest first. */
	readonly found: Uint16Array;
}

/** 64 columns: a width that the machine code knows is a fifth faster than one that it reads. */
export const COLUMN_BITS = 6;

/** Letters of ASCII alone: a literal may be bytes of UTF-8. */
export const toLowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

const fold = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

/** Columns for the bytes that occur, a letter's two cases sharing one; column 0 is for all others. */
function columnsOf(literals: readonly string[]): Uint8Array {
	const columnOf = new Uint8Array(256);
	let columns = 1;
	for (const literal of literals) {
		for (let index = 0; index < literal.length; index++) {
			const code = fold(literal.charCodeAt(index));
			if (columnOf[code] !== 0) continue;
			columnOf[code] = columns++;
			if (code >= 97 && code <= 122) columnOf[code - 32] = columnOf[code] as number;
		}
	}
	if (columns > 1 << COLUMN_BITS) throw new RangeError(`${columns} different characters in literals`);
	return columnOf;
}

/** The literals as a tree of states, in arrays of numbers: building it is a part of every start. */
class Tree {
	readonly columnOf: Uint8Array;
	/** Of a state: what leads to it, its first child, and the next child of its parent; 0 is none. */
	readonly parent: Uint16Array;
	readonly column: Uint8Array;
	readonly firstChild: Uint16Array;
	readonly nextSibling: Uint16Array;
	/** Number of the literal that ends in a state, plus 1. */
	readonly literal: Uint16Array;
	/** States by their depth, the root first. */
	readonly levels: number[][] = [[0]];
	size = 1;
	/** The root has so many children that looking through them would take longest. */
	readonly #ofRoot = new Uint16Array(1 << COLUMN_BITS);

	constructor(literals: readonly string[]) {
		this.columnOf = columnsOf(literals);
		const most = literals.reduce((sum, { length }) => sum + length, 1);
		this.parent = new Uint16Array(most);
		this.column = new Uint8Array(most);
		this.firstChild = new Uint16Array(most);
		this.nextSibling = new Uint16Array(most);
		this.literal = new Uint16Array(most);
		for (let number = 0; number < literals.length; number++) this.#add(literals[number] as string, number);
	}

	#add(text: string, number: number): void {
		let state = 0;
		for (let index = 0; index < text.length; index++) {
			const column = this.columnOf[text.charCodeAt(index)] as number;
			const known = this.child(state, column);
			state = known === 0 ? this.#grow(state, column, index + 1) : known;
		}
		this.literal[state] = number + 1;
	}

	child(state: number, column: number): number {
		if (state === 0) return this.#ofRoot[column] as number;
		let child = this.firstChild[state] as number;
		while (child !== 0 && this.column[child] !== column) child = this.nextSibling[child] as number;
		return child;
	}

	#grow(parent: number, column: number, depth: number): number {
		const state = this.size++;
		if (parent === 0) this.#ofRoot[column] = state;
		this.parent[state] = parent;
		this.column[state] = column;
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
	const { parent, column, literal, levels, size } = tree;
	const fallback = new Uint16Array(size);
	const also = new Uint16Array(size);
	for (const states of levels.slice(2)) {
		for (const state of states) {
			const own = column[state] as number;
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
function numbersOf({ literal, size }: Tree, also: Uint16Array): { numberOf: Uint16Array; firstFinding: number } {
	const numberOf = new Uint16Array(size);
	let quiet = 0;
	let finding = size;
	for (let state = 0; state < size; state++) {
		numberOf[state] = literal[state] === 0 && also[state] === 0 ? quiet++ : --finding;
	}
	return { numberOf, firstFinding: quiet };
}

/** @param literals bytes as characters, in any case, each once; at most 65,535 states come of them */
export function buildTriggers(literals: readonly string[]): Triggers {
	const tree = new Tree(literals.map(toLowerAscii));
	const { fallback, also } = link(tree);
	const { numberOf, firstFinding } = numbersOf(tree, also);
	const { size, levels, column, firstChild, nextSibling, literal, columnOf } = tree;
	const next = new Uint16Array(size << COLUMN_BITS);
	for (const states of levels) {
		for (const state of states) {
			const row = (numberOf[state] as number) << COLUMN_BITS;
			const behind = (numberOf[fallback[state] as number] as number) << COLUMN_BITS;
			if (state !== 0) next.copyWithin(row, behind, behind + (1 << COLUMN_BITS));
			let child = firstChild[state] as number;
			for (; child !== 0; child = nextSibling[child] as number) {
				next[row | (column[child] as number)] = numberOf[child] as number;
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
	return { columnOf, next, firstFinding, offsets, found: Uint16Array.from(found) };
}

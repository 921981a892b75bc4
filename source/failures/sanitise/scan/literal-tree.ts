import { TYPICAL_TEXT } from './typical-text.ts';

const BYTES = 256;

/** The literals as a tree of states, in arrays of numbers: building it is a part of every start. */
export class LiteralTree {
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

export function link(tree: LiteralTree): Links {
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

/** The states that a text leads to, those that it leads to most often first. */
function visited(tree: LiteralTree, fallback: Uint16Array, text: string): readonly number[] {
	const visits = new Uint32Array(tree.size);
	let state = 0;
	for (let index = 0; index < text.length; index++) {
		const byte = text.charCodeAt(index);
		let child = tree.child(state, byte);
		while (child === 0 && state !== 0) {
			state = fallback[state] as number;
			child = tree.child(state, byte);
		}
		state = child;
		visits[state] = (visits[state] as number) + 1;
	}
	const states: number[] = [];
	for (let index = 1; index < tree.size; index++) if (visits[index] !== 0) states.push(index);
	return states.sort((a, b) => (visits[b] as number) - (visits[a] as number));
}

/**
 * The states' numbers: those that end a literal behind the others, and of both those first that text leads to most: their
 * rows are near each other then, and in the cache.
 * @param kept so many numbers stay free between the two
 */
export function numbersOf(
	tree: LiteralTree,
	{ fallback, also }: Links,
	kept: number,
): { readonly numberOf: Uint16Array; readonly firstKept: number } {
	const { literal, levels, size } = tree;
	const numberOf = new Uint16Array(size);
	const isNumbered = new Uint8Array(size);
	let quiet = 0;
	let finding = size + kept;
	for (const states of [[0], visited(tree, fallback, TYPICAL_TEXT), ...levels]) {
		for (const state of states) {
			if (isNumbered[state] === 1) continue;
			isNumbered[state] = 1;
			numberOf[state] = literal[state] === 0 && also[state] === 0 ? quiet++ : --finding;
		}
	}
	return { numberOf, firstKept: quiet };
}

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

const fold = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

/** States as a tree; small arrays of numbers, because building it is a part of every start. */
class Trie {
	/** Of a state: the code that leads to it, its first child, and the next child of its parent; 0 is none. */
	readonly code: number[] = [0];
	readonly firstChild: number[] = [0];
	readonly nextSibling: number[] = [0];
	readonly ends: (number[] | undefined)[] = [undefined];

	child(state: number, code: number): number {
		let child = this.firstChild[state] as number;
		while (child !== 0 && this.code[child] !== code) child = this.nextSibling[child] as number;
		return child;
	}

	add(literal: string, number: number): void {
		let state = 0;
		for (let index = 0; index < literal.length; index++) {
			const code = fold(literal.charCodeAt(index));
			const known = this.child(state, code);
			state = known === 0 ? this.#grow(state, code) : known;
		}
		this.end(state, [number]);
	}

	end(state: number, numbers: readonly number[]): void {
		const own = this.ends[state];
		if (own) own.push(...numbers);
		else this.ends[state] = [...numbers];
	}

	#grow(parent: number, code: number): number {
		const state = this.code.length;
		this.code.push(code);
		this.firstChild.push(0);
		this.nextSibling.push(this.firstChild[parent] as number);
		this.ends.push(undefined);
		this.firstChild[parent] = state;
		return state;
	}
}

/** Where a state goes on when its literal does not: the longest other beginning that is its end. Breadth first. */
function link(trie: Trie): { readonly order: readonly number[]; readonly fallback: Uint16Array } {
	const fallback = new Uint16Array(trie.code.length);
	const order = [0];
	for (const state of order) {
		for (let child = trie.firstChild[state] as number; child !== 0; child = trie.nextSibling[child] as number) {
			order.push(child);
			if (state === 0) continue;
			const code = trie.code[child] as number;
			let behind = fallback[state] as number;
			let found = trie.child(behind, code);
			while (found === 0 && behind !== 0) {
				behind = fallback[behind] as number;
				found = trie.child(behind, code);
			}
			fallback[child] = found;
			const ends = trie.ends[found];
			if (ends) trie.end(child, ends);
		}
	}
	return { order, fallback };
}

/** @param literals ASCII, in any case; at most 65,535 states come of them */
export function buildTriggers(literals: readonly string[]): Triggers {
	const trie = new Trie();
	for (let number = 0; number < literals.length; number++) trie.add(literals[number] as string, number);
	const columnOf = new Uint8Array(256);
	let columns = 1;
	for (const code of trie.code.slice(1)) {
		if (columnOf[code] !== 0) continue;
		columnOf[code] = columns++;
		if (code >= 97 && code <= 122) columnOf[code - 32] = columnOf[code] as number;
	}
	const { order, fallback } = link(trie);
	const isFinding = (state: number): boolean => trie.ends[state] !== undefined;
	const quiet = order.filter((state) => !isFinding(state));
	const finding = order.filter(isFinding);
	const numberOf = new Uint16Array(order.length);
	for (const [number, state] of [...quiet, ...finding].entries()) numberOf[state] = number;
	if (columns > 1 << COLUMN_BITS) throw new RangeError(`${columns} different characters in literals`);
	const next = new Uint16Array(order.length << COLUMN_BITS);
	for (const state of order) {
		const row = (numberOf[state] as number) << COLUMN_BITS;
		if (state !== 0) {
			const behind = (numberOf[fallback[state] as number] as number) << COLUMN_BITS;
			next.copyWithin(row, behind, behind + (1 << COLUMN_BITS));
		}
		for (let child = trie.firstChild[state] as number; child !== 0; child = trie.nextSibling[child] as number) {
			next[row | (columnOf[trie.code[child] as number] as number)] = numberOf[child] as number;
		}
	}
	const offsets = new Uint32Array(finding.length + 1);
	const found: number[] = [];
	for (const [index, state] of finding.entries()) {
		found.push(...(trie.ends[state] ?? []));
		offsets[index + 1] = found.length;
	}
	return { columnOf, next, firstFinding: quiet.length, offsets, found: Uint16Array.from(found) };
}

/**
 * Finds many literals at once (Aho–Corasick), their case aside, as one dense table: reading a byte is one look-up.
 * States that end a literal are numbered last, so that the loop's only test is one comparison.
 */
export interface Triggers {
	/** Column of a byte; bytes that occur in no literal share column 0. */
	readonly columnOf: Uint8Array;
	/** `next[(state << shift) | column]`; state 0 is the start. */
	readonly next: Uint16Array;
	readonly shift: number;
	/** From this state on something was found. */
	readonly firstFinding: number;
	/** Of a finding state: where its literals begin in `found`, and one entry more for the end. */
	readonly offsets: Uint32Array;
	/** Numbers of literals, the longest first. */
	readonly found: Uint16Array;
}

const fold = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

interface Trie {
	readonly edges: Map<number, number>[];
	readonly ends: number[][];
}

function grow(literals: readonly string[]): Trie {
	const trie: Trie = { edges: [new Map()], ends: [[]] };
	for (const [number, literal] of literals.entries()) {
		let state = 0;
		for (const character of literal) {
			const code = fold(character.charCodeAt(0));
			const known = trie.edges[state]?.get(code);
			if (known === undefined) {
				trie.edges.push(new Map());
				trie.ends.push([]);
				trie.edges[state]?.set(code, trie.edges.length - 1);
			}
			state = known ?? trie.edges.length - 1;
		}
		trie.ends[state]?.push(number);
	}
	return trie;
}

/** Where a state goes on when its literal does not: the longest other beginning that is its end. Breadth first. */
function link({ edges, ends }: Trie): { readonly order: readonly number[]; readonly fallback: Uint16Array } {
	const fallback = new Uint16Array(edges.length);
	const order = [0];
	for (const state of order) {
		for (const [code, target] of edges[state] ?? []) {
			order.push(target);
			if (state === 0) continue;
			let behind = fallback[state] as number;
			while (behind !== 0 && !edges[behind]?.has(code)) behind = fallback[behind] as number;
			fallback[target] = edges[behind]?.get(code) ?? 0;
			ends[target]?.push(...(ends[fallback[target] as number] ?? []));
		}
	}
	return { order, fallback };
}

/** @param literals ASCII, in any case; at most 65,535 states come of them */
export function buildTriggers(literals: readonly string[]): Triggers {
	const trie = grow(literals);
	const columnOf = new Uint8Array(256);
	let columns = 1;
	for (const edges of trie.edges) {
		for (const code of edges.keys()) {
			if (columnOf[code] !== 0) continue;
			columnOf[code] = columns++;
			if (code >= 97 && code <= 122) columnOf[code - 32] = columnOf[code] as number;
		}
	}
	const { order, fallback } = link(trie);
	const isFinding = (state: number): boolean => (trie.ends[state]?.length ?? 0) > 0;
	const quiet = order.filter((state) => !isFinding(state));
	const finding = order.filter(isFinding);
	const numberOf = new Uint16Array(order.length);
	for (const [number, state] of [...quiet, ...finding].entries()) numberOf[state] = number;
	const shift = Math.ceil(Math.log2(columns));
	const next = new Uint16Array(order.length << shift);
	for (const state of order) {
		const row = (numberOf[state] as number) << shift;
		if (state !== 0) {
			const behind = (numberOf[fallback[state] as number] as number) << shift;
			next.copyWithin(row, behind, behind + (1 << shift));
		}
		for (const [code, target] of trie.edges[state] ?? [])
			next[row | (columnOf[code] as number)] = numberOf[target] as number;
	}
	const offsets = new Uint32Array(finding.length + 1);
	const found: number[] = [];
	for (const [index, state] of finding.entries()) {
		found.push(...(trie.ends[state] ?? []));
		offsets[index + 1] = found.length;
	}
	return { columnOf, next, shift, firstFinding: quiet.length, offsets, found: Uint16Array.from(found) };
}

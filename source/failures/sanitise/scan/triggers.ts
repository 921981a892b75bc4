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

/** States breadth first, with every transition filled in and what a state's own suffixes end added to it. */
function complete({ edges, ends }: Trie, codes: readonly number[]): readonly (readonly number[])[] {
	const fallback = new Array<number>(edges.length).fill(0);
	const rows: number[][] = edges.map(() => []);
	rows[0] = codes.map((code) => edges[0]?.get(code) ?? 0);
	const queue = [...new Set(rows[0])].filter((state) => state !== 0);
	for (const state of queue) {
		const behind = fallback[state] ?? 0;
		ends[state]?.push(...(ends[behind] ?? []));
		rows[state] = codes.map((code, column) => {
			const target = edges[state]?.get(code);
			if (target === undefined) return rows[behind]?.[column] ?? 0;
			fallback[target] = rows[behind]?.[column] ?? 0;
			queue.push(target);
			return target;
		});
	}
	return rows;
}

/** @param literals ASCII, in any case; at most 65,535 states come of them */
export function buildTriggers(literals: readonly string[]): Triggers {
	const codes = [...new Set(literals.flatMap((literal) => [...literal].map((each) => fold(each.charCodeAt(0)))))];
	const columnOf = new Uint8Array(256);
	for (const [index, code] of codes.entries()) {
		columnOf[code] = index + 1;
		if (code >= 97 && code <= 122) columnOf[code - 32] = index + 1;
	}
	const trie = grow(literals);
	const rows = complete(trie, codes);
	const order = [...rows.keys()].sort(
		(a, b) => Math.sign(trie.ends[a]?.length ?? 0) - Math.sign(trie.ends[b]?.length ?? 0),
	);
	const renumbered = new Array<number>(rows.length);
	for (const [to, from] of order.entries()) renumbered[from] = to;
	const shift = Math.ceil(Math.log2(codes.length + 1));
	const next = new Uint16Array(rows.length << shift);
	const found: number[] = [];
	const firstFinding = order.findIndex((state) => (trie.ends[state]?.length ?? 0) > 0);
	const offsets: number[] = [];
	for (const [to, from] of order.entries()) {
		for (const [column, target] of (rows[from] ?? []).entries())
			next[(to << shift) | (column + 1)] = renumbered[target] ?? 0;
		if (to < firstFinding) continue;
		offsets.push(found.length);
		found.push(...(trie.ends[from] ?? []));
	}
	offsets.push(found.length);
	return {
		columnOf,
		next,
		shift,
		firstFinding,
		offsets: Uint32Array.from(offsets),
		found: Uint16Array.from(found),
	};
}

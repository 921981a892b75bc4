import type { ByteSet } from '../byte-set.ts';
import { PatternError, type PatternNode } from './syntax.ts';

/** A deterministic automaton over bytes; state 0 is dead, state 1 the start. */
export interface Automaton {
	readonly classOf: Uint8Array;
	readonly classes: number;
	readonly next: Int32Array;
	readonly isAccepting: Uint8Array;
}

const LARGEST_GRAPH = 12_000;
const MOST_STATES = 6_000;

/** Thompson's construction: nodes with one byte edge or free edges. */
interface Graph {
	readonly sets: (ByteSet | undefined)[];
	readonly free: number[][];
	readonly target: number[];
}

function addNode(graph: Graph): number {
	if (graph.sets.length >= LARGEST_GRAPH) throw new PatternError('counts that multiply to too much');
	graph.sets.push(undefined);
	graph.free.push([]);
	graph.target.push(-1);
	return graph.sets.length - 1;
}

/** Adds what leads from `from` through `node`; gives the node behind it. */
function add(graph: Graph, node: PatternNode, from: number): number {
	if (node.kind === 'set') {
		const at = addNode(graph);
		const to = addNode(graph);
		graph.free[from]?.push(at);
		graph.sets[at] = node.set;
		graph.target[at] = to;
		return to;
	}
	if (node.kind === 'sequence') return node.items.reduce((at, item) => add(graph, item, at), from);
	if (node.kind === 'choice') {
		const end = addNode(graph);
		for (const item of node.items) graph.free[add(graph, item, from)]?.push(end);
		return end;
	}
	let at = from;
	for (let count = 0; count < node.least; count++) at = add(graph, node.item, at);
	const end = addNode(graph);
	if (node.most === Number.POSITIVE_INFINITY) {
		const loop = addNode(graph);
		graph.free[at]?.push(loop);
		graph.free[add(graph, node.item, loop)]?.push(loop);
		graph.free[loop]?.push(end);
		return end;
	}
	for (let count = node.least; count < node.most; count++) {
		graph.free[at]?.push(end);
		at = add(graph, node.item, at);
	}
	graph.free[at]?.push(end);
	return end;
}

function closure(graph: Graph, from: Iterable<number>): readonly number[] {
	const seen = new Set<number>();
	const stack = [...from];
	for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
		if (seen.has(node)) continue;
		seen.add(node);
		stack.push(...(graph.free[node] ?? []));
	}
	return [...seen].sort((a, b) => a - b);
}

/** Bytes that no set of the pattern tells apart share a column of the table. */
function columnsOf(sets: readonly ByteSet[]): { readonly classOf: Uint8Array; readonly samples: readonly number[] } {
	const classOf = new Uint8Array(256);
	let count = 1;
	for (const set of sets) {
		// Every class falls into the members of the set and the others.
		const classes = new Map<number, number>();
		for (let byte = 0; byte < 256; byte++) {
			const own = 2 * (classOf[byte] as number) + (set[byte] as number);
			const known = classes.get(own) ?? classes.size;
			classes.set(own, known);
			classOf[byte] = known;
		}
		count = classes.size;
	}
	const samples = Array.from({ length: count }, (_, own) => classOf.indexOf(own));
	return { classOf, samples };
}

function reversed(node: PatternNode): PatternNode {
	if (node.kind === 'sequence') return { kind: 'sequence', items: node.items.map(reversed).reverse() };
	if (node.kind === 'choice') return { kind: 'choice', items: node.items.map(reversed) };
	return node.kind === 'repeat' ? { ...node, item: reversed(node.item) } : node;
}

export interface AutomatonOptions {
	/** A match may begin anywhere: the automaton says where one ends. */
	readonly isUnanchored?: boolean;
	/** Reads a match from its end to its beginning. */
	readonly isReversed?: boolean;
}

/**
 * Compiles a pattern. Reading a byte is one look-up, whatever the pattern: time is linear by construction.
 * @throws PatternError where the automaton would be too large
 */
export function compile(given: PatternNode, { isUnanchored, isReversed }: AutomatonOptions = {}): Automaton {
	const graph: Graph = { sets: [], free: [], target: [] };
	const start = addNode(graph);
	const end = add(graph, isReversed ? reversed(given) : given, start);
	const { classOf, samples } = columnsOf([...new Set(graph.sets.filter((set) => set !== undefined))]);
	const known = new Map<string, number>();
	const states: (readonly number[])[] = [[]];
	const numberOf = (nodes: readonly number[]): number => {
		if (nodes.length === 0) return 0;
		const name = nodes.join(' ');
		const found = known.get(name);
		if (found !== undefined) return found;
		if (states.length >= MOST_STATES) throw new PatternError('too many ways to match');
		known.set(name, states.length);
		states.push(nodes);
		return states.length - 1;
	};
	const first = closure(graph, [start]);
	numberOf(first);
	const rows: number[][] = [samples.map(() => 0)];
	for (let state = 1; state < states.length; state++) {
		const nodes = states[state] ?? [];
		rows.push(
			samples.map((byte) => {
				const reached = nodes.filter((node) => graph.sets[node]?.[byte] === 1).map((node) => graph.target[node] ?? 0);
				return numberOf(closure(graph, isUnanchored ? [...reached, start] : reached));
			}),
		);
	}
	return {
		classOf,
		classes: samples.length,
		next: Int32Array.from(rows.flat()),
		isAccepting: Uint8Array.from(states, (nodes) => (nodes.includes(end) ? 1 : 0)),
	};
}

/** Whether it accepts nothing at all: such a match can't be replaced. */
export const acceptsEmpty = ({ isAccepting }: Automaton): boolean => isAccepting[1] === 1;

/** The end of the longest match that begins at `from`; -1 where there is none. */
export function longestEnd(automaton: Automaton, bytes: Uint8Array, from: number, to: number): number {
	const { classOf, classes, next, isAccepting } = automaton;
	let state = 1;
	let end = -1;
	for (let index = from; index < to; index++) {
		state = next[state * classes + (classOf[bytes[index] as number] as number)] as number;
		if (state === 0) return end;
		if (isAccepting[state] === 1) end = index + 1;
	}
	return end;
}

/** The end of the first match that ends, of an unanchored automaton; -1 where there is none. */
export function firstEnd(automaton: Automaton, bytes: Uint8Array, from: number, to: number): number {
	const { classOf, classes, next, isAccepting } = automaton;
	let state = 1;
	for (let index = from; index < to; index++) {
		state = next[state * classes + (classOf[bytes[index] as number] as number)] as number;
		if (isAccepting[state] === 1) return index + 1;
	}
	return -1;
}

/** The beginning of the longest match that ends at `to`, of a reversed automaton. */
export function longestStart(automaton: Automaton, bytes: Uint8Array, from: number, to: number): number {
	const { classOf, classes, next, isAccepting } = automaton;
	let state = 1;
	let start = to;
	for (let index = to - 1; index >= from; index--) {
		state = next[state * classes + (classOf[bytes[index] as number] as number)] as number;
		if (state === 0) return start;
		if (isAccepting[state] === 1) start = index;
	}
	return start;
}

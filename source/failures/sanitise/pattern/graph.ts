import { type ByteSet, union } from '../byte-set.ts';
import { PatternError, type PatternNode } from './syntax.ts';

const LARGEST_GRAPH = 12_000;

/** Thompson's construction: nodes with one byte edge or free edges. */
export interface Graph {
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

/** The nodes that free edges lead to, those given included. */
export function closure(graph: Graph, from: Iterable<number>): readonly number[] {
	// What is added while a set is gone through is come to.
	const nodes = new Set(from);
	for (const node of nodes) for (const next of graph.free[node] ?? []) nodes.add(next);
	return [...nodes].sort((a, b) => a - b);
}

/** Bytes that no set of the pattern tells apart share a column of the table. */
export function columnsOf({ sets }: Graph): { readonly classOf: Uint8Array; readonly samples: readonly number[] } {
	const classOf = new Uint8Array(256);
	/** Of each class its number as a part, plus 1: of those in the set, and of the others. */
	const parts = new Uint16Array(2 * classOf.length);
	let count = 1;
	for (const set of new Set(sets.filter((set) => set !== undefined))) {
		parts.fill(0, 0, 2 * count);
		count = 0;
		for (let byte = 0; byte < 256; byte++) {
			const part = 2 * (classOf[byte] as number) + (set[byte] as number);
			if (parts[part] === 0) parts[part] = ++count;
			classOf[byte] = (parts[part] as number) - 1;
		}
	}
	const samples = Array.from({ length: count }, (_, own) => classOf.indexOf(own));
	return { classOf, samples };
}

export interface WholeGraph {
	readonly graph: Graph;
	readonly start: number;
	readonly end: number;
}

/** @throws PatternError where it would be too large */
export function graphOf(node: PatternNode): WholeGraph {
	const graph: Graph = { sets: [], free: [], target: [] };
	const start = addNode(graph);
	return { graph, start, end: add(graph, node, start) };
}

/** The bytes that may stand at a place of a match, counted from its beginning. */
export function bytesAt({ graph, start }: WholeGraph, place: number): ByteSet {
	let nodes = closure(graph, [start]);
	for (let at = 0; at < place; at++) {
		nodes = closure(
			graph,
			nodes.filter((node) => graph.sets[node]).map((node) => graph.target[node] ?? 0),
		);
	}
	return union(...nodes.flatMap((node) => graph.sets[node] ?? []));
}

/** The nodes that a byte leads to; free edges are not followed yet. */
export const targetsOf = ({ sets, target }: Graph, nodes: readonly number[], byte: number): number[] =>
	nodes.filter((node) => sets[node]?.[byte] === 1).map((node) => target[node] ?? 0);

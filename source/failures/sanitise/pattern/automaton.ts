import { closure, columnsOf, graphOf, targetsOf } from './graph.ts';
import { PatternError, type PatternNode } from './syntax.ts';

/** A deterministic automaton over bytes; state 0 is dead, state 1 the start. */
export interface Automaton {
	readonly classOf: Uint8Array;
	readonly classes: number;
	readonly next: Int32Array;
	readonly isAccepting: Uint8Array;
}

const MOST_STATES = 6_000;

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
	const { graph, start, end } = graphOf(isReversed ? reversed(given) : given);
	const { classOf, samples } = columnsOf(graph);
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
				const reached = targetsOf(graph, nodes, byte);
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

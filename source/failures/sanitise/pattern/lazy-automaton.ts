import { closure, columnsOf, graphOf, targetsOf, type WholeGraph } from './graph.ts';
import type { PatternNode } from './syntax.ts';

const DEAD = 0;
const START = 1;
const UNKNOWN = 0xffff;
const FIRST_STATES = 64;

/**
 * The deterministic automaton of a pattern, its states made when a text first leads to them: of a token that may have
 * a thousand letters most texts need some forty states, and of most patterns none at all.
 */
export class LazyAutomaton {
	readonly #whole: WholeGraph;
	readonly #classOf: Uint8Array;
	readonly #samples: readonly number[];
	readonly #nodes: (readonly number[])[] = [];
	readonly #known = new Map<string, number>();
	#next: Uint16Array;
	#isAccepting: Uint8Array;
	/** Behind the last byte that the last answer needed. */
	readTo = 0;

	constructor(pattern: PatternNode) {
		this.#whole = graphOf(pattern);
		const { classOf, samples } = columnsOf(this.#whole.graph);
		this.#classOf = classOf;
		this.#samples = samples;
		this.#next = new Uint16Array(FIRST_STATES * samples.length).fill(UNKNOWN);
		this.#isAccepting = new Uint8Array(FIRST_STATES);
		this.#next.fill(DEAD, 0, samples.length);
		this.#nodes.push([]);
		this.#known.set('', DEAD);
		this.#numberOf([this.#whole.start]);
	}

	/** The end of the longest match that begins at `from`; -1 where there is none. */
	longestEnd(bytes: Uint8Array, from: number, to: number): number {
		const classOf = this.#classOf;
		const classes = this.#samples.length;
		let next = this.#next;
		let isAccepting = this.#isAccepting;
		let state = START;
		let end = -1;
		for (let index = from; index < to; index++) {
			const column = classOf[bytes[index] as number] as number;
			const before = state;
			state = next[before * classes + column] as number;
			if (state === UNKNOWN) {
				state = this.#step(before, column);
				next = this.#next;
				isAccepting = this.#isAccepting;
			}
			if (state === DEAD) {
				this.readTo = index + 1;
				return end;
			}
			if (isAccepting[state] === 1) end = index + 1;
		}
		this.readTo = to;
		return end;
	}

	#step(state: number, column: number): number {
		const reached = targetsOf(this.#whole.graph, this.#nodes[state] ?? [], this.#samples[column] ?? 0);
		const next = this.#numberOf(reached);
		this.#next[state * this.#samples.length + column] = next;
		return next;
	}

	#numberOf(from: readonly number[]): number {
		const nodes = closure(this.#whole.graph, from);
		const name = nodes.join(' ');
		const known = this.#known.get(name);
		if (known !== undefined) return known;
		const state = this.#nodes.length;
		if (state === this.#isAccepting.length) this.#grow();
		this.#nodes.push(nodes);
		this.#known.set(name, state);
		this.#isAccepting[state] = nodes.includes(this.#whole.end) ? 1 : 0;
		return state;
	}

	#grow(): void {
		const next = new Uint16Array(2 * this.#next.length).fill(UNKNOWN, this.#next.length);
		next.set(this.#next);
		this.#next = next;
		const isAccepting = new Uint8Array(2 * this.#isAccepting.length);
		isAccepting.set(this.#isAccepting);
		this.#isAccepting = isAccepting;
	}
}

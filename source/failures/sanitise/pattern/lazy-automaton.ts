import type { ByteSet } from '../byte-set.ts';
import { bytesAt, closure, columnsOf, graphOf, targetsOf, type WholeGraph } from './graph.ts';
import type { PatternNode } from './syntax.ts';

const START = 1;
const FIRST_STATES = 64;
/** A state in the table: the place of its row, doubled, and 1 if it accepts. Below 0 is none. */
const DEAD = -1;
const UNKNOWN = -2;

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
	/** The state that a node alone leads to: in a token of many letters each byte leads to the same one. */
	readonly #behind: number[] = [];
	#next: Int32Array;
	#isAccepting: Uint8Array;
	/** Behind the last byte that the last answer needed. */
	readTo = 0;

	constructor(pattern: PatternNode) {
		this.#whole = graphOf(pattern);
		const { classOf, samples } = columnsOf(this.#whole.graph);
		this.#classOf = classOf;
		this.#samples = samples;
		this.#next = new Int32Array(FIRST_STATES * samples.length).fill(UNKNOWN);
		this.#isAccepting = new Uint8Array(FIRST_STATES);
		// State 0 is the one without a way on.
		this.#nodes.push([]);
		this.#known.set('', 0);
		this.#numberOf([this.#whole.start]);
	}

	/** The bytes that may stand at a place of a match. */
	bytesAt(place: number): ByteSet {
		return bytesAt(this.#whole, place);
	}

	/** The end of the longest match that begins at `from`; -1 where there is none. */
	longestEnd(bytes: Uint8Array, from: number, to: number): number {
		const classOf = this.#classOf;
		let next = this.#next;
		let state = 2 * START * this.#samples.length;
		let end = -1;
		let index = from;
		for (;;) {
			let place = 0;
			// Nothing is called in here, so that V8 tests the arrays once, not for every byte.
			for (; index < to; index++) {
				place = (state >> 1) + (classOf[bytes[index] as number] as number);
				state = next[place] as number;
				if (state < 0) break;
				if ((state & 1) === 1) end = index + 1;
			}
			if (index === to) break;
			if (state === UNKNOWN) {
				state = this.#step(place);
				next = this.#next;
			}
			index++;
			if (state === DEAD) break;
			if ((state & 1) === 1) end = index;
		}
		this.readTo = index;
		return end;
	}

	/** Works out the state that stands at a place of the table. */
	#step(place: number): number {
		const classes = this.#samples.length;
		const nodes = this.#nodes[Math.floor(place / classes)] ?? [];
		const reached = targetsOf(this.#whole.graph, nodes, this.#samples[place % classes] ?? 0);
		const only = reached.length === 1 ? reached[0] : undefined;
		const number = (only === undefined ? undefined : this.#behind[only]) ?? this.#numberOf(reached);
		if (only !== undefined) this.#behind[only] = number;
		const state = number === 0 ? DEAD : 2 * number * classes + (this.#isAccepting[number] as number);
		this.#next[place] = state;
		return state;
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
		const next = new Int32Array(2 * this.#next.length).fill(UNKNOWN, this.#next.length);
		next.set(this.#next);
		this.#next = next;
		const isAccepting = new Uint8Array(2 * this.#isAccepting.length);
		isAccepting.set(this.#isAccepting);
		this.#isAccepting = isAccepting;
	}
}

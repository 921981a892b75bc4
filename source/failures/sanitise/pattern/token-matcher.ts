import { type ByteSet, skip } from '../byte-set.ts';
import { LazyAutomaton } from './lazy-automaton.ts';
import type { PatternNode } from './syntax.ts';

interface Run {
	readonly set: ByteSet;
	readonly least: number;
	readonly most: number;
}

/** How many bytes every match has; -1 where they differ. */
function lengthOf(node: PatternNode): number {
	if (node.kind === 'set') return 1;
	if (node.kind === 'repeat') {
		const length = lengthOf(node.item);
		return node.least === node.most && length >= 0 ? node.least * length : -1;
	}
	const lengths = node.items.map(lengthOf);
	if (lengths.includes(-1)) return -1;
	if (node.kind === 'sequence') return lengths.reduce((sum, length) => sum + length, 0);
	return new Set(lengths).size === 1 ? (lengths[0] as number) : -1;
}

/** A shape's first part and the run that it ends with, where one can be told from the other by its length alone. */
function parted(node: PatternNode): { readonly head: PatternNode; readonly run: Run } | undefined {
	if (node.kind !== 'sequence') return undefined;
	const last = node.items.at(-1);
	const head: PatternNode = { kind: 'sequence', items: node.items.slice(0, -1) };
	if (last?.kind !== 'repeat' || last.item.kind !== 'set' || lengthOf(head) <= 0) return undefined;
	return { head, run: { set: last.item.set, least: last.least, most: last.most } };
}

/**
 * Finds the end of a vendor's token. Most are some letters and a long run of one set of bytes, which is read without an
 * automaton: its table, a row for each byte of the run, would have to be fetched for every token anew.
 */
export class TokenMatcher {
	readonly #automaton: LazyAutomaton;
	readonly #run: Run | undefined;
	/** Behind the last byte that the last answer needed. */
	readTo = 0;

	constructor(shape: PatternNode) {
		const parts = parted(shape);
		this.#automaton = new LazyAutomaton(parts?.head ?? shape);
		this.#run = parts?.run;
	}

	/** The bytes that may stand at a place of a match; of its last run none are told. */
	bytesAt(place: number): ByteSet {
		return this.#automaton.bytesAt(place);
	}

	/** The end of the longest match that begins at `from`; -1 where there is none. */
	longestEnd(bytes: Uint8Array, from: number, to: number): number {
		const head = this.#automaton.longestEnd(bytes, from, to);
		const run = this.#run;
		if (run === undefined || head < 0) {
			this.readTo = this.#automaton.readTo;
			return head;
		}
		const end = skip(bytes, run.set, head, to, run.most);
		this.readTo = Math.min(to, end + 1);
		return end - head < run.least ? -1 : end;
	}
}

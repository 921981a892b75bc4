import { COLUMN_OF, ROW_SHIFT } from '../sanitise/scan/rows.ts';
import { buildTriggers, toLowerAscii } from '../sanitise/scan/triggers.ts';

const NEW_LINE = 0x0a;

/** Which literals of which owner stand in a line: one bit for each of up to 62 owners. */
export interface Hits {
	readonly low: number;
	readonly high: number;
}

/** Where a search is, and what it found in the line that it is in. */
export interface Pass {
	state: number;
	low: number;
	high: number;
}

/** Finds literals of several owners in one pass over bytes. */
export class LiteralIndex {
	readonly #triggers;
	readonly #low: Int32Array;
	readonly #high: Int32Array;

	/** @param owners the literals of each */
	constructor(owners: readonly (readonly string[])[]) {
		if (owners.length > 62) throw new RangeError('no bits left for more owners of literals');
		const encoder = new TextEncoder();
		const ownersOf = new Map<string, number[]>([['\n', []]]);
		for (const [owner, texts] of owners.entries()) {
			for (const text of texts) {
				const literal = toLowerAscii(String.fromCharCode(...encoder.encode(text)));
				ownersOf.set(literal, [...(ownersOf.get(literal) ?? []), owner]);
			}
		}
		const literals = [...ownersOf.keys()];
		const byLiteral = [...ownersOf.values()];
		this.#triggers = buildTriggers(literals);
		const { offsets, found } = this.#triggers;
		this.#low = new Int32Array(offsets.length - 1);
		this.#high = new Int32Array(offsets.length - 1);
		for (let state = 0; state < offsets.length - 1; state++) {
			for (let at = offsets[state] as number; at < (offsets[state + 1] as number); at++) {
				for (const owner of byLiteral[found[at] as number] as number[]) {
					if (owner >= 31) this.#high[state] = (this.#high[state] as number) | (1 << (owner - 31));
					else this.#low[state] = (this.#low[state] as number) | (1 << owner);
				}
			}
		}
	}

	/** What a line that stands alone holds. */
	hitsOf(line: string): Hits {
		const bytes = new TextEncoder().encode(`\n${line}`);
		const pass: Pass = { state: 0, low: 0, high: 0 };
		for (let at = 0; at < bytes.length; at++) this.next(bytes, at, bytes.length, pass);
		return pass;
	}

	/** Reads on to the next line feed at or behind `from`, and gives its place, or `to`. */
	next(bytes: Uint8Array, from: number, to: number, pass: Pass): number {
		const { next, firstFinding } = this.#triggers;
		let { state } = pass;
		for (let at = from; at < to; at++) {
			state = next[(state << ROW_SHIFT) + (COLUMN_OF[bytes[at] as number] as number)] as number;
			if (state < firstFinding) continue;
			if (bytes[at] === NEW_LINE) {
				pass.state = state;
				return at;
			}
			const index = state - firstFinding;
			pass.low |= this.#low[index] as number;
			pass.high |= this.#high[index] as number;
		}
		pass.state = state;
		return to;
	}
}

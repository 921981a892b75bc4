import type { Strength } from '../assign/key-name.ts';

/** A find that may go on in the lines behind: a block of key lines, or a name whose value stands in the next line. */
export type Mark =
	| { readonly kind: 'key'; readonly start: number; readonly from: number; readonly prefix: number }
	| { readonly kind: 'value'; readonly strength: Strength; readonly needsName: boolean; readonly from: number };

/** What a finder reads: bytes, and how far it may look. Nothing in it is kept behind the call. */
export class View {
	bytes: Uint8Array = new Uint8Array(0);
	/** First byte that may be looked at. */
	from = 0;
	/** Behind the last byte that may be looked at. */
	to = 0;
	/**
	 * How far finders have judged already. A finder that is called at every `=` or `:` of a megabyte must not read the
	 * same bytes twice.
	 */
	readonly judged = { assignment: 0, key: 0, colon: 0, dash: 0, address: 0, command: 0, url: 0, path: 0 };

	readonly marks: Mark[] = [];

	set(bytes: Uint8Array, from: number, to: number): void {
		this.bytes = bytes;
		this.from = from;
		this.to = to;
		this.marks.length = 0;
		for (const name of Object.keys(this.judged) as (keyof typeof this.judged)[]) this.judged[name] = from;
	}

	/** The byte at `index`, 0 outside: no set has a member there. */
	at(index: number): number {
		return index >= this.from && index < this.to ? (this.bytes[index] as number) : 0;
	}
}

import type { Strength } from '../assign/key-name.ts';
import type { KeyLines } from '../find/key-lines.ts';

/** A block of key lines, which goes as a whole. */
export interface KeyMark {
	readonly kind: 'key';
	readonly start: number;
	/** Where its first line ends. */
	readonly from: number;
	/** Behind its last line. */
	readonly end: number;
	/** Where the text ended first: what goes on with the next. */
	readonly open: KeyLines | undefined;
}

/** A name whose value stands in the next line. */
export interface ValueMark {
	readonly kind: 'value';
	readonly strength: Strength;
	readonly needsName: boolean;
	readonly from: number;
}

/** What a finder reads around a hit. */
type Run = 'value' | 'name' | 'host' | 'path' | 'url' | 'phrase';

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

	/** What stands before is a part of a key and goes as a whole: hits in there are not asked about. */
	settled = 0;
	/** Where the text begins that belongs to no key of the text before. */
	resumed = 0;
	/** Finds that go on in the lines behind. */
	readonly marks: (KeyMark | ValueMark)[] = [];
	readonly keys: KeyMark[] = [];
	/** Grows with every text: what was remembered of the one before holds no more. */
	epoch = 0;
	readonly #runs = {
		value: { end: 0, count: 0, most: 8 },
		name: { end: 0, count: 0, most: 8 },
		host: { end: 0, count: 0, most: 8 },
		path: { end: 0, count: 0, most: 8 },
		url: { end: 0, count: 0, most: 8 },
		phrase: { end: 0, count: 0, most: 3 },
	};

	set(bytes: Uint8Array, from: number, to: number, resumed: number): void {
		this.bytes = bytes;
		this.from = from;
		this.to = to;
		this.settled = resumed;
		this.resumed = resumed;
		this.marks.length = 0;
		this.keys.length = 0;
		this.epoch++;
		for (const run of Object.values(this.#runs)) run.end = from;
		for (const name of Object.keys(this.judged) as (keyof typeof this.judged)[]) this.judged[name] = from;
	}

	addKey(key: KeyMark): void {
		this.marks.push(key);
		this.keys.push(key);
		this.settled = Math.max(this.settled, key.end);
	}

	/**
	 * Whether a finder was asked too often inside of one run of bytes without a gap: `x_key=x_key=…` for a megabyte, of
	 * which each hit would read a thousand bytes. Real text has a few at most.
	 * @param end where the run that was read ends
	 */
	isRepeated(what: Run, at: number, end: number): boolean {
		const run = this.#runs[what];
		if (at >= run.end) run.count = 0;
		run.end = Math.max(run.end, end);
		return ++run.count > run.most;
	}

	/** Whether `at` is in a run that was read too often already. */
	isExhausted(what: Run, at: number): boolean {
		const run = this.#runs[what];
		return at < run.end && run.count > run.most;
	}

	/** The byte at `index`, 0 outside: no set has a member there. */
	at(index: number): number {
		return index >= this.from && index < this.to ? (this.bytes[index] as number) : 0;
	}
}

import type { Needed } from '../assign/worth.ts';
import type { KeyLines } from '../find/key-lines.ts';
import { Repetition } from './repetition.ts';
import { MARGIN, TEXT } from './text.ts';

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

/** A name whose value stands in a line behind. */
export interface ValueMark {
	readonly kind: 'value';
	/** What the value itself has to look like. */
	readonly needed: Needed;
	/** What stands before the value in its line: `value:`, a tag, or its length (`string(12) `). */
	readonly needs: 'nothing' | 'name' | 'tag' | 'length';
	/** A line may stand between: a blank one, or Azure's `slotSetting`. */
	readonly mayBeApart: boolean;
	readonly from: number;
}

/** What a finder reads: bytes, and how far it may look. Nothing in it is kept behind the call. */
export class View {
	/** Behind the last byte that may be looked at. */
	to = MARGIN;
	/**
	 * How far finders have judged already. A finder that is called at every `=` or `:` of a megabyte must not read the
	 * same bytes twice.
	 */
	readonly judged = {
		assignment: 0,
		key: 0,
		colon: 0,
		dash: 0,
		address: 0,
		command: 0,
		url: 0,
		path: 0,
		insert: 0,
	};

	/** The `@` behind credentials of a URL, which are a find. */
	credentialsEnd = 0;
	/** What stands before is a part of a key and goes as a whole: hits in there are not asked about. */
	settled = 0;
	/** Where the text begins that belongs to no key of the text before. */
	resumed = 0;
	/** Finds that go on in the lines behind. */
	readonly marks: (KeyMark | ValueMark)[] = [];
	/** Grows with every text: what was remembered of the one before holds no more. */
	epoch = 0;
	/** What finders read around a hit, each counted by itself. */
	readonly values = new Repetition(8);
	readonly names = new Repetition(8);
	readonly hosts = new Repetition(8);
	readonly paths = new Repetition(8);
	readonly urls = new Repetition(8);
	readonly phrases = new Repetition(3);
	readonly #repetitions = [this.values, this.names, this.hosts, this.paths, this.urls, this.phrases];
	readonly #judgedNames = Object.keys(this.judged) as readonly (keyof View['judged'])[];

	// As functions, which V8 compiles into whoever asks, as constants.
	get bytes(): Uint8Array {
		return TEXT;
	}

	/** First byte that may be looked at. */
	get from(): number {
		return MARGIN;
	}

	set(to: number, resumed: number): void {
		this.to = to;
		this.credentialsEnd = 0;
		this.settled = resumed;
		this.resumed = resumed;
		this.marks.length = 0;
		this.epoch++;
		for (const repetition of this.#repetitions) repetition.reset(MARGIN);
		for (const name of this.#judgedNames) this.judged[name] = MARGIN;
	}

	addKey(key: KeyMark): void {
		this.marks.push(key);
		this.settled = Math.max(this.settled, key.end);
	}

	/** The byte at `index`, 0 around the text: no set has a member there. */
	at(index: number): number {
		return TEXT[index] as number;
	}
}

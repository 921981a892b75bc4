const MOST_CODES = 128;

/**
 * Things by the text that a segment begins or ends with. A look-up costs one step for each length there is, and none
 * where no text has the segment's first or last character.
 */
export class EndTexts<Thing> {
	readonly #things = new Map<string, Thing>();
	readonly #isSuffix: boolean;
	readonly #lengths: number[] = [];
	/** Of the outermost characters, by code; those beyond ASCII share the last place. */
	readonly #codes = new Uint8Array(MOST_CODES + 1);

	constructor(isSuffix: boolean) {
		this.#isSuffix = isSuffix;
	}

	/** @param text may be empty: every segment has it */
	at(text: string, create: () => Thing): Thing {
		const thing = this.#things.get(text) ?? create();
		this.#things.set(text, thing);
		if (!this.#lengths.includes(text.length)) this.#lengths.push(text.length);
		if (text === '') this.#codes.fill(1);
		else this.#codes[Math.min(text.charCodeAt(this.#isSuffix ? text.length - 1 : 0), MOST_CODES)] = 1;
		return thing;
	}

	/** Adds what fits a segment to `into`. */
	find(segment: string, into: Thing[]): void {
		const code = segment.charCodeAt(this.#isSuffix ? segment.length - 1 : 0);
		// An empty segment has no code, and only the empty text.
		if (this.#codes[code < MOST_CODES ? code : MOST_CODES] === 0) return;
		for (let index = 0; index < this.#lengths.length; index++) {
			const length = this.#lengths[index] as number;
			if (length > segment.length) continue;
			const text = this.#isSuffix ? segment.slice(segment.length - length) : segment.slice(0, length);
			const thing = this.#things.get(text);
			if (thing !== undefined) into.push(thing);
		}
	}
}

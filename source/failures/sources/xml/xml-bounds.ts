/** Told in words, without what stands there. */
export class RefusedXml extends Error {}

/** Characters of one text or value that are let through. */
const MOST_TEXT = 131_072;
const MOST_TAG = 1_048_576;
/** What saxes needs to know where an entity ends. */
const ENTITY_TAIL = 16;

/** Stands for what no XML may hold but logs do: terminals' colours. */
const COLOUR = '\uE01B';
const ESCAPE = '\u001B';

// biome-ignore lint/suspicious/noControlCharactersInRegex: no XML may hold them, and runners put them in
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Puts back what was replaced on the way through the parser. */
export const withColours = (text: string): string => text.replaceAll(COLOUR, ESCAPE);

type State = 'text' | 'tag' | 'value' | 'cdata' | 'comment' | 'instruction';

/** What ends a stretch, and what comes behind it. */
const END: Readonly<Record<Exclude<State, 'tag' | 'value' | 'text'>, string>> = {
	cdata: ']]>',
	comment: '-->',
	instruction: '?>',
};

/** Beginnings of what is no tag. */
const STARTS: readonly (readonly [start: string, state: State])[] = [
	['<![CDATA[', 'cdata'],
	['<!--', 'comment'],
	['<?', 'instruction'],
];
const LONGEST_START = 9;

/**
 * Stands in front of an XML parser that holds every text until it ends, and makes its memory bounded: of a text or value
 * that is too long the rest is left out, comments and instructions are, too. What declares a type of document, and could
 * define entities, is refused.
 */
export class XmlBounds {
	readonly #take: (text: string) => void;
	#state: State = 'text';
	#quote = '';
	#rest = '';
	/** Of the present text or value, and of the present tag. */
	#run = 0;
	#tag = 0;
	#tail = '';
	#out = '';

	constructor(take: (text: string) => void) {
		this.#take = take;
	}

	/** @throws RefusedXml */
	push(given: string): void {
		const text = this.#rest + given.replaceAll(ESCAPE, COLOUR).replace(FORBIDDEN, '');
		this.#rest = '';
		try {
			for (let at = 0; at < text.length; ) {
				const next = this.#step(text, at);
				if (next === undefined) {
					this.#rest = text.slice(at);
					break;
				}
				at = next;
			}
		} finally {
			// In one piece: each costs the parser more than its characters. What came before a refusal counts.
			const out = this.#out;
			this.#out = '';
			this.#take(out);
		}
	}

	/** Hands on what was held back, for the parser to say what is wrong with it. */
	end(): void {
		this.#take(this.#rest);
	}

	/** @returns where to go on; undefined where more has to come first */
	#step(text: string, at: number): number | undefined {
		switch (this.#state) {
			case 'text':
				return text[at] === '<' ? this.#begin(text, at) : this.#through(text, at, indexOrEnd(text, '<', at));
			case 'value':
				return this.#readValue(text, at);
			case 'tag':
				return this.#readTag(text, at);
			default:
				return this.#readUpTo(text, at, END[this.#state]);
		}
	}

	#begin(text: string, at: number): number | undefined {
		const head = text.slice(at, at + LONGEST_START);
		const start = STARTS.find(([sign]) => head.startsWith(sign));
		const isOpen = STARTS.some(([sign]) => sign.startsWith(head)) || '<!DOCTYPE'.startsWith(head.toUpperCase());
		if (!start && head.toUpperCase() === '<!DOCTYPE') throw new RefusedXml('declares a type of document');
		if (!start && isOpen && head.length < LONGEST_START) return undefined;
		this.#run = 0;
		this.#tail = '';
		this.#tag = 0;
		this.#state = start ? start[1] : 'tag';
		if (this.#state === 'tag' || this.#state === 'cdata') this.#emit(start?.[0] ?? '<');
		return at + (start?.[0] ?? '<').length;
	}

	#readTag(text: string, at: number): number {
		let end = at;
		while (end < text.length && text[end] !== '>' && text[end] !== '"' && text[end] !== "'") end++;
		const sign = text[end] ?? '';
		this.#count(end - at);
		this.#emit(text.slice(at, end) + sign);
		if (sign === '>') this.#leave('text');
		else if (sign !== '') {
			this.#quote = sign;
			this.#leave('value');
		}
		return end + sign.length;
	}

	#readValue(text: string, at: number): number {
		if (text[at] !== this.#quote) {
			const end = indexOrEnd(text, this.#quote, at);
			this.#count(Math.min(end - at, MOST_TEXT));
			return this.#through(text, at, end);
		}
		this.#emit(this.#quote);
		this.#leave('tag');
		return at + 1;
	}

	#emit(piece: string): void {
		this.#out += piece;
	}

	#count(size: number): void {
		this.#tag += size;
		if (this.#tag > MOST_TAG) throw new RefusedXml('holds a tag of more than a mebibyte');
	}

	#leave(state: State): void {
		this.#state = state;
		this.#run = 0;
		this.#tail = '';
	}

	/** What runs up to a sign of several characters, which may come in two pieces. */
	#readUpTo(text: string, at: number, sign: string): number | undefined {
		const found = text.indexOf(sign, at);
		const end = found < 0 ? Math.max(at, text.length - sign.length + 1) : found;
		if (this.#state === 'cdata') this.#pass(text.slice(at, Math.min(end, at + MOST_TEXT - this.#run)));
		if (found < 0) return end === at ? undefined : end;
		if (this.#state === 'cdata') this.#emit(sign);
		this.#leave('text');
		return end + sign.length;
	}

	/** Text with entities, none of which is cut in two. */
	#through(text: string, at: number, end: number): number {
		const room = MOST_TEXT - this.#run;
		let to = Math.min(end, at + Math.max(0, room));
		if (to < end) {
			const open = `${this.#tail}${text.slice(Math.max(at, to - ENTITY_TAIL), to)}`.slice(-ENTITY_TAIL);
			if (/&[^;&]*$/.test(open)) {
				// One character at a time, so that it makes no difference how it was cut into pieces.
				to++;
				this.#pass(text.slice(at, to));
				return to;
			}
		}
		this.#pass(text.slice(at, to));
		return to < end ? end : to;
	}

	#pass(piece: string): void {
		if (piece === '') return;
		this.#run += piece.length;
		this.#tail = (this.#tail + piece.slice(-ENTITY_TAIL)).slice(-ENTITY_TAIL);
		this.#emit(piece);
	}
}

function indexOrEnd(text: string, sign: string, from: number): number {
	const found = text.indexOf(sign, from);
	return found < 0 ? text.length : found;
}

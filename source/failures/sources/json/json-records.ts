import type { JsonEvents } from './json-scanner.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * Takes the values of a document at the places that it wants. A place is the keys from the root, dots between them, `*`
 * for any item of a list.
 */
export interface RecordTaker {
	/** Whether the object or list at this place is wanted as a whole. */
	wants(place: string): boolean;
	take(place: string, value: JsonValue): void;
	/** A text, number or word outside of what is taken as a whole. */
	wantsLeaf(place: string): boolean;
	leaf(place: string, value: string | number | boolean | null): void;
	/** An object or list outside of what is taken as a whole has ended. */
	left(place: string): void;
}

/** What one record may hold, in characters; more of it is left out. */
const MOST_CHARACTERS = 1_048_576;
const MOST_ITEMS = 10_000;

interface Level {
	readonly place: string;
	/** Where the next value stands. */
	at: string;
	/** What is built; undefined outside of a record. */
	readonly value: JsonValue[] | Record<string, JsonValue> | undefined;
	key: string;
}

const inside = (place: string, key: string): string => (place === '' ? key : `${place}.${key}`);

/** Builds the records of a document that somebody wants, each bounded, and nothing else of it. */
export class JsonRecords implements JsonEvents {
	readonly #taker: RecordTaker;
	readonly #levels: Level[] = [];
	#characters = 0;
	#items = 0;

	constructor(taker: RecordTaker) {
		this.#taker = taker;
	}

	/** Another document begins. */
	restart(): void {
		this.#levels.length = 0;
	}

	open(kind: 'object' | 'array'): void {
		const above = this.#levels.at(-1);
		const place = above?.at ?? '';
		const isBuilt = above?.value !== undefined || this.#taker.wants(place);
		if (isBuilt && above?.value === undefined) {
			this.#characters = 0;
			this.#items = 0;
		}
		const value = !isBuilt ? undefined : kind === 'array' ? [] : (Object.create(null) as Record<string, JsonValue>);
		if (value && above?.value) this.#add(above, value);
		this.#levels.push({ place, at: kind === 'array' ? inside(place, '*') : place, value, key: '' });
	}

	close(): void {
		const level = this.#levels.pop();
		if (!level) return;
		if (level.value === undefined) this.#taker.left(level.place);
		else if (this.#levels.at(-1)?.value === undefined) this.#taker.take(level.place, level.value);
	}

	key(name: string): void {
		const level = this.#levels.at(-1);
		if (!level) return;
		level.key = name;
		if (level.value === undefined) level.at = inside(level.place, name);
	}

	value(value: string | number | boolean | null): void {
		const level = this.#levels.at(-1);
		if (level?.value) {
			if (typeof value === 'string') this.#characters += value.length;
			this.#add(level, value);
		} else if (level && this.#taker.wantsLeaf(level.at)) this.#taker.leaf(level.at, value);
	}

	wantsText(): boolean {
		const level = this.#levels.at(-1);
		if (level?.value) return this.#characters < MOST_CHARACTERS;
		return level !== undefined && this.#taker.wantsLeaf(level.at);
	}

	#add({ value, key }: Level, item: JsonValue): void {
		if (++this.#items > MOST_ITEMS) return;
		if (Array.isArray(value)) value.push(item);
		else if (value) (value as Record<string, JsonValue>)[key] = item;
	}
}

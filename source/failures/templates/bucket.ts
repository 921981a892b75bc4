import { coarsen, LAST_LEVEL } from './coarsen.ts';
import { KeyTable } from './key-table.ts';

/** What the keys of one bucket may take. 4,000 different lines of usual length; a megabyte at most with its tables. */
const MOST_COST = 524_288;

/**
 * The different canonical lines of one length, counted. Where they are too many, all of them lose words until they fit.
 * The level reached is the first at which the whole set fits, whatever the order: a level that was left was too fine for
 * a part of the set, and so is for all of it.
 */
export class Bucket {
	level = 0;
	#keys = new KeyTable();
	readonly #buffer = new Uint8Array(4_096);

	/** @param key begins with a canonical line, of any level, of `length` bytes */
	add(key: Uint8Array, length: number, count: number): void {
		// What nearly always holds costs no view of its own.
		if (this.level === 0) this.#keys.add(key, length, count);
		else this.#addCoarse(key.subarray(0, length), count);
		if (this.#keys.cost > MOST_COST) this.raise(this.level + 1);
	}

	#addCoarse(key: Uint8Array, count: number): void {
		const coarse = coarsen(key, this.level, this.#buffer);
		this.#keys.add(coarse, coarse.length, count);
	}

	/** To a level that another state has reached, and on until all fits. */
	raise(least: number): void {
		while (this.level < LAST_LEVEL && (this.level < least || this.#keys.cost > MOST_COST)) {
			const keys = this.#keys;
			this.#keys = new KeyTable();
			this.level = Math.max(least, this.level + 1);
			for (const [key, count] of keys.entries()) this.#addCoarse(key, count);
		}
	}

	entries(): Iterable<readonly [key: Uint8Array, count: number]> {
		return this.#keys.entries();
	}
}

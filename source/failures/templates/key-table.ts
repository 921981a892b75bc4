/** Adds bytes of a hash: FNV-1a. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
	let hash = 0x811c9dc5;
	for (let index = from; index < to; index++) hash = Math.imul(hash ^ (bytes[index] as number), 0x01000193);
	// The low bits choose the slot.
	return (hash ^ (hash >>> 15)) | 0;
}

/** What one key costs beside its bytes. */
const KEY_COST = 24;

/** How often each key was seen. Keys are compared byte by byte: no two of them are ever taken for one. */
export class KeyTable {
	#slots = new Int32Array(64);
	#hashes = new Int32Array(32);
	#starts = new Uint32Array(33);
	#counts = new Float64Array(32);
	#arena = new Uint8Array(2_048);
	size = 0;

	/** What the keys take, in bytes; a function of the keys alone. */
	get cost(): number {
		return (this.#starts[this.size] as number) + this.size * KEY_COST;
	}

	add(bytes: Uint8Array, length: number, count: number): void {
		const hash = hashOf(bytes, 0, length);
		const slot = this.#find(bytes, length, hash);
		const entry = this.#slots[slot] as number;
		if (entry > 0) {
			this.#counts[entry - 1] = (this.#counts[entry - 1] as number) + count;
			return;
		}
		this.#insert(bytes, length, hash, slot, count);
	}

	/** Views of the keys, valid until the next `add`. */
	*entries(): Generator<readonly [key: Uint8Array, count: number]> {
		for (let index = 0; index < this.size; index++) {
			yield [
				this.#arena.subarray(this.#starts[index] as number, this.#starts[index + 1] as number),
				this.#counts[index] as number,
			];
		}
	}

	/** The slot of the key, or the free one where it belongs. */
	#find(bytes: Uint8Array, length: number, hash: number): number {
		const mask = this.#slots.length - 1;
		let slot = hash & mask;
		for (;;) {
			const entry = this.#slots[slot] as number;
			if (entry === 0 || (this.#hashes[entry - 1] === hash && this.#isKey(entry - 1, bytes, length))) return slot;
			slot = (slot + 1) & mask;
		}
	}

	#isKey(index: number, bytes: Uint8Array, length: number): boolean {
		const start = this.#starts[index] as number;
		if ((this.#starts[index + 1] as number) - start !== length) return false;
		for (let at = 0; at < length; at++) if (this.#arena[start + at] !== bytes[at]) return false;
		return true;
	}

	#insert(bytes: Uint8Array, length: number, hash: number, slot: number, count: number): void {
		const start = this.#starts[this.size] as number;
		if (start + length > this.#arena.length) {
			const arena = new Uint8Array(2 * (start + length));
			arena.set(this.#arena);
			this.#arena = arena;
		}
		this.#arena.set(bytes.subarray(0, length), start);
		this.#hashes[this.size] = hash;
		this.#counts[this.size] = count;
		this.size++;
		this.#starts[this.size] = start + length;
		this.#slots[slot] = this.size;
		if (this.size === this.#hashes.length) this.#grow();
	}

	#grow(): void {
		const most = 2 * this.size;
		const hashes = new Int32Array(most);
		hashes.set(this.#hashes);
		const starts = new Uint32Array(most + 1);
		starts.set(this.#starts);
		const counts = new Float64Array(most);
		counts.set(this.#counts);
		[this.#hashes, this.#starts, this.#counts] = [hashes, starts, counts];
		this.#slots = new Int32Array(2 * most);
		const mask = this.#slots.length - 1;
		for (let index = 0; index < this.size; index++) {
			let slot = (hashes[index] as number) & mask;
			while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
			this.#slots[slot] = index + 1;
		}
	}
}

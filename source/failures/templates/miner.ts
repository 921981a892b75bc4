import { Bucket } from './bucket.ts';
import { CanonicalLine, MOST_TOKENS } from './canonical-line.ts';
import type { MinerState } from './state.ts';
import { Templates } from './templates.ts';

const NEW_LINE = 0x0a;
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });
const ENCODER = new TextEncoder();

/**
 * Counts the canonical forms of lines; `templates()` says what they have in common. Nothing depends on the order of lines
 * or on how they were dealt out: states are sets with counts, and merging adds them up.
 */
export class TemplateMiner {
	readonly #line = new CanonicalLine();
	/** By the number of words and values. */
	readonly #buckets: (Bucket | undefined)[] = Array.from({ length: MOST_TOKENS + 1 });

	/** A line without its line end: sanitised text, in UTF-8. Lines without a word or value are left out. */
	add(bytes: Uint8Array, from = 0, to = bytes.length): void {
		this.#line.read(bytes, from, to);
		const { tokens, length } = this.#line;
		if (tokens > 0) this.#bucket(tokens).add(this.#line.bytes, length, 1);
	}

	/** Whole lines: what stands behind the last line end is a line, too. */
	addLines(bytes: Uint8Array): void {
		let from = 0;
		while (from < bytes.length) {
			const found = bytes.indexOf(NEW_LINE, from);
			const to = found < 0 ? bytes.length : found;
			this.add(bytes, from, to);
			from = to + 1;
		}
	}

	/** Adds what another miner, here or elsewhere, has counted. */
	merge(state: MinerState): void {
		for (const { tokens, level, keys } of state.buckets) {
			const bucket = this.#bucket(tokens);
			bucket.raise(level);
			for (const [text, count] of keys) {
				const key = ENCODER.encode(text);
				bucket.add(key, key.length, count);
			}
		}
	}

	/** The same for the same lines, byte for byte as JSON. */
	state(): MinerState {
		const buckets = this.#buckets.flatMap((bucket, tokens) => {
			if (!bucket) return [];
			const keys = Array.from(bucket.entries(), ([key, count]) => [DECODER.decode(key), count] as const);
			return [{ tokens, level: bucket.level, keys: keys.sort(([a], [b]) => (a < b ? -1 : 1)) }];
		});
		return { version: 1, buckets };
	}

	/** What all lines so far have in common, and which of it a line has. */
	templates(): Templates {
		return new Templates(this.state());
	}

	#bucket(tokens: number): Bucket {
		this.#buckets[tokens] ??= new Bucket();
		return this.#buckets[tokens];
	}
}

import type { Engine } from '../scan/engine.ts';
import { sequencesOf } from './ansi.ts';
import { Output } from './output.ts';
import { numberedPlaceholders, type Placeholders, plainPlaceholders } from './placeholders.ts';

export interface SanitiserOptions {
	/** `<IP:1>` in place of `<IP>`: for readers. */
	readonly isNumbered?: boolean;
	/** Values that stay, exactly as they stand in the text. */
	readonly allowed?: ReadonlySet<string>;
}

/** Puts placeholders in the place of finds, and counts them. */
export class Replacing {
	readonly output = new Output();
	readonly #engine: Engine;
	readonly #placeholders: Placeholders;
	readonly #allowed: ReadonlySet<string> | undefined;
	readonly #counts: Float64Array;

	constructor(engine: Engine, { isNumbered = false, allowed }: SanitiserOptions) {
		this.#engine = engine;
		this.#placeholders = (isNumbered ? numberedPlaceholders : plainPlaceholders)(engine.rules);
		this.#allowed = allowed && allowed.size > 0 ? allowed : undefined;
		this.#counts = new Float64Array(engine.rules.length);
	}

	/** How often each rule changed something, by its name; rules without a find are not listed. */
	get counts(): ReadonlyMap<string, number> {
		const counts = new Map<string, number>();
		for (const [index, { name }] of this.#engine.rules.entries()) {
			const count = this.#counts[index] ?? 0;
			if (count > 0) counts.set(name, (counts.get(name) ?? 0) + count);
		}
		return counts;
	}

	/**
	 * Adds what stands before a find to the output, and its placeholder.
	 * @param hasSequences colours begin or end inside of the find
	 * @returns up to where the source is settled
	 */
	replace(source: Uint8Array, done: number, start: number, end: number, rule: number, hasSequences: boolean): number {
		if (this.#allowed?.has(new TextDecoder().decode(source.subarray(start, end)))) return done;
		this.output.add(source, done, start);
		const text = this.#placeholders.of(rule, source, start, end);
		this.output.add(text, 0, text.length);
		// They go on behind the placeholder.
		if (hasSequences) sequencesOf(source, start, end, this.output);
		this.#counts[rule] = (this.#counts[rule] ?? 0) + 1;
		return end;
	}
}

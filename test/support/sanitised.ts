import type { Engine } from '../../source/failures/sanitise/scan/engine.ts';
import type { SanitiserOptions } from '../../source/failures/sanitise/stream/replacing.ts';
import { Sanitiser } from '../../source/failures/sanitise/stream/sanitiser.ts';

export interface Sanitised {
	readonly text: string;
	readonly counts: ReadonlyMap<string, number>;
}

/** What the engine makes of bytes that come in chunks which end at the given places. */
export function sanitisedBytes(
	engine: Engine,
	input: Uint8Array,
	cuts: readonly number[] = [],
	options?: SanitiserOptions,
): { readonly bytes: Buffer; readonly counts: ReadonlyMap<string, number> } {
	const pieces: Buffer[] = [];
	const sanitiser = new Sanitiser(engine, (bytes) => pieces.push(Buffer.from(bytes)), options);
	let from = 0;
	for (const cut of [...cuts, input.length]) {
		// A chunk of its own, overwritten afterwards: nothing of it may be kept.
		const chunk = new Uint8Array(input.subarray(from, cut));
		sanitiser.push(chunk);
		chunk.fill(0x21);
		from = cut;
	}
	sanitiser.end();
	return { bytes: Buffer.concat(pieces), counts: sanitiser.counts };
}

export function sanitised(engine: Engine, text: string, options?: SanitiserOptions): Sanitised {
	const { bytes, counts } = sanitisedBytes(engine, Buffer.from(text), [], options);
	return { text: bytes.toString(), counts };
}

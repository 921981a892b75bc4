import { createEngine } from '../../source/failures/sanitise/sanitise.ts';
import type { Engine } from '../../source/failures/sanitise/scan/engine.ts';
import { FailureReader } from '../../source/failures/sources/failure-reader.ts';
import type { FoundFailure, SourceSummary } from '../../source/failures/sources/found-failure.ts';

let engine: Engine | undefined;
/** Built once: it takes some milliseconds. */
export const sharedEngine = (): Engine => {
	engine ??= createEngine();
	return engine;
};

export interface Found {
	readonly failures: readonly FoundFailure[];
	readonly summary: SourceSummary;
}

/** What is found in a source that comes in chunks which end at the given places. */
export function foundIn(source: string | Uint8Array, cuts: readonly number[] = []): Found {
	const bytes = typeof source === 'string' ? Buffer.from(source) : source;
	const failures: FoundFailure[] = [];
	const reader = new FailureReader((failure) => failures.push(failure), {
		engine: sharedEngine(),
		parseTime: Date.parse,
	});
	let from = 0;
	for (const cut of [...cuts, bytes.length]) {
		// A chunk of its own, overwritten afterwards: nothing of it may be kept.
		const chunk = new Uint8Array(bytes.subarray(from, cut));
		reader.push(chunk);
		chunk.fill(0x21);
		from = cut;
	}
	return { failures, summary: reader.end() };
}

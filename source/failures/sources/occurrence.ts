import { canonicalTrace, fingerprintOf } from '../canonical/canonical-trace.ts';
import { topFrames } from '../canonical/project-frames.ts';
import { sampleOf } from '../canonical/sample.ts';
import { type LogContext, type Occurrence, occurrenceOf } from '../groups/occurrence.ts';
import type { FoundFailure } from './found-failure.ts';

/**
 * What groups are made of.
 * @param sha256 hash of a text as lower-case hex digits
 */
export function occurrenceOfFailure(
	{ trace, seenMs }: FoundFailure,
	context: LogContext,
	sha256: (text: string) => string,
): Occurrence {
	const canonical = canonicalTrace(trace);
	const file = topFrames(trace.frames, trace.language, 1)[0]?.file;
	return occurrenceOf(canonical, {
		fingerprint: fingerprintOf(canonical, sha256),
		sample: sampleOf(trace),
		...(file === undefined ? {} : { file }),
		context: seenMs === undefined ? context : { ...context, seenMs },
	});
}

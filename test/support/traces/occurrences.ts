import { canonicalTrace } from '../../../source/failures/canonical/canonical-trace.ts';
import { topFrames } from '../../../source/failures/canonical/project-frames.ts';
import { sampleOf } from '../../../source/failures/canonical/sample.ts';
import { type LogContext, type Occurrence, occurrenceOf } from '../../../source/failures/groups/occurrence.ts';
import { extractTraces } from '../../../source/failures/traces/extractor.ts';
import { fingerprint } from './fingerprints.ts';

export const CONTEXT: LogContext = { seenMs: Date.UTC(2026, 0, 10, 12), jobType: 'unit', isMain: false };

/** What the errors of a log come to. */
export function occurrencesOf(log: string, context: Partial<LogContext> = {}): readonly Occurrence[] {
	return extractTraces(log).map((trace) => {
		const file = topFrames(trace.frames, trace.language, 1)[0]?.file;
		return occurrenceOf(canonicalTrace(trace), {
			fingerprint: fingerprint(trace),
			sample: sampleOf(trace),
			...(file === undefined ? {} : { file }),
			context: { ...CONTEXT, ...context },
		});
	});
}

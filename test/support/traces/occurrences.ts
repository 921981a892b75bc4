import type { LogContext, Occurrence } from '../../../source/failures/groups/occurrence.ts';
import { occurrenceOfFailure } from '../../../source/failures/sources/occurrence.ts';
import { extractTraces } from '../../../source/failures/traces/extractor.ts';
import { sha256 } from './fingerprints.ts';

export const CONTEXT: LogContext = { seenMs: Date.UTC(2026, 0, 10, 12), jobType: 'unit', isMain: false };

/** What the errors of a log come to. */
export const occurrencesOf = (log: string, context: Partial<LogContext> = {}): readonly Occurrence[] =>
	extractTraces(log).map((trace) => occurrenceOfFailure({ trace }, { ...CONTEXT, ...context }, sha256));

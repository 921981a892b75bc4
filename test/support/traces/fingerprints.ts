import { createHash } from 'node:crypto';
import { canonicalTrace, fingerprintOf } from '../../../source/failures/canonical/canonical-trace.ts';
import { extractTraces } from '../../../source/failures/traces/extractor.ts';
import type { Trace } from '../../../source/failures/traces/trace.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const fingerprint = (trace: Trace): string => fingerprintOf(canonicalTrace(trace), sha256);

/** The fingerprints of all errors of a log. */
export const fingerprintsOf = (log: string): readonly string[] => extractTraces(log).map(fingerprint);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rollUp } from '../../../source/failures/groups/rollup.ts';
import { FailureGatherer } from '../../../source/failures/report/gatherer.ts';
import type { FoundFailure } from '../../../source/failures/sources/found-failure.ts';
import { occurrenceOfFailure } from '../../../source/failures/sources/occurrence.ts';
import { extractTraces } from '../../../source/failures/traces/extractor.ts';
import { NOW, stackOf } from '../../support/report.ts';
import { sha256 } from '../../support/traces/fingerprints.ts';

const DAY_MS = 86_400_000;
const CONTEXT = { seenMs: NOW, jobType: 'unit', stage: 'alex', jobId: '7', isMain: true } as const;

const failure: fc.Arbitrary<FoundFailure> = fc.record(
	{
		// The same error at another line is another trace, but not another group.
		trace: fc
			.tuple(fc.constantFrom('Error: no', 'TypeError: x'), fc.integer({ min: 1, max: 900 }))
			.map(([header, line]) => extractTraces(stackOf(header, 'pay').replace(':1:2', `:${line}:2`))[0] as never),
		seenMs: fc.integer({ min: 0, max: 4_000 }).map((hours) => NOW - hours * (DAY_MS / 24)),
	},
	{ requiredKeys: ['trace'] },
);

test('what is counted by the thousand is what each one for itself comes to', () => {
	fc.assert(
		fc.property(
			fc.array(failure, { minLength: 1, maxLength: 3_000, size: 'max' }),
			fc.option(fc.integer({ min: 0, max: 170 }), { nil: undefined }),
			(failures, days) => {
				const sinceMs = days === undefined ? undefined : NOW - days * DAY_MS;
				const gatherer = new FailureGatherer(sinceMs, sha256);
				for (const each of failures) gatherer.add(each);
				const kept = failures.filter(({ seenMs = NOW }) => seenMs >= (sinceMs ?? 0));
				const expected = rollUp(kept.map((each) => occurrenceOfFailure(each, CONTEXT, sha256)));
				const byKey = (one: readonly [string, unknown], other: readonly [string, unknown]) =>
					one[0] < other[0] ? -1 : 1;
				expect([...gatherer.rollup(CONTEXT)].toSorted(byKey)).toEqual([...expected].toSorted(byKey));
			},
		),
		{ numRuns: 15 },
	);
});

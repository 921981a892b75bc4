import { describe, expect, test } from 'vitest';
import { canonicalTrace } from '../../../source/failures/canonical/canonical-trace.ts';
import type { FoundFailure } from '../../../source/failures/sources/found-failure.ts';
import { foundIn } from '../../support/found.ts';
import { PRODUCERS, produce } from '../../support/producers.ts';
import { fingerprint } from '../../support/traces/fingerprints.ts';
import { hasTool } from '../../support/traces/runs.ts';

const FORMATS: Readonly<Record<string, string>> = {
	'jest json': 'jest',
	'vitest json': 'jest',
	'playwright json': 'playwright',
};
const KINDS: Readonly<Record<string, string>> = {
	junit: 'junit',
	xunit: 'junit',
	tap: 'tap',
	'tap-flat': 'tap',
	ctrf: 'ctrf',
};

const titleOf = ({ trace }: FoundFailure): string => canonicalTrace(trace).test?.name ?? '';

/** Title → fingerprint. */
const groupsOf = (failures: readonly FoundFailure[]): readonly (readonly [string, string])[] =>
	failures.map((failure) => [titleOf(failure), fingerprint(failure.trace)] as const).toSorted();

describe.each(PRODUCERS)('$name', (producer) => {
	const { name, tool, failing, untold = {} } = producer;
	test.skipIf(tool && !hasTool(tool))('the same failure is one group, whatever tells of it', () => {
		const reports = Object.entries(produce(producer)).map(([report, text]) => [report, foundIn(text)] as const);
		const [first] = reports;
		const all = groupsOf(first?.[1].failures ?? []);
		expect(all.map(([title]) => title)).toEqual(failing.toSorted());
		expect(new Set(all.map(([, print]) => print)).size).toBe(failing.length);
		for (const [report, { summary, failures }] of reports) {
			expect(summary).toMatchObject({
				format: FORMATS[`${name} ${report}`] ?? KINDS[report] ?? 'log',
				problems: [],
			});
			// Once each.
			const told = all.filter(([title]) => !untold[report]?.includes(title));
			expect([report, groupsOf(failures)]).toEqual([report, told]);
		}
	});
});

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

const titleOf = ({ trace }: FoundFailure): string => canonicalTrace(trace).test ?? '';

/** Title → fingerprint. */
const groupsOf = (failures: readonly FoundFailure[], without: readonly string[] = []) =>
	Object.fromEntries(
		failures
			.filter((failure) => !without.includes(titleOf(failure)))
			.map((failure) => [titleOf(failure), fingerprint(failure.trace)])
			.toSorted(),
	);

describe.each(PRODUCERS)('$name', (producer) => {
	const { name, tool, failing, poor = [], onlyInLog = [] } = producer;
	test.skipIf(tool && !hasTool(tool))('the same failure is one group, whatever tells of it', () => {
		const reports = Object.entries(produce(producer)).map(([report, text]) => [report, foundIn(text)] as const);
		const [first] = reports;
		const expected = groupsOf(first?.[1].failures ?? [], onlyInLog);
		expect(Object.keys(expected)).toEqual(failing.toSorted());
		for (const [report, { summary, failures }] of reports) {
			expect(summary).toMatchObject({
				format: FORMATS[`${name} ${report}`] ?? KINDS[report] ?? 'log',
				problems: [],
			});
			const groups = groupsOf(failures, onlyInLog);
			if (poor.includes(report)) expect([report, Object.keys(groups)]).toEqual([report, Object.keys(expected)]);
			else expect([report, groups]).toEqual([report, expected]);
			// Once each.
			expect([report, failures.map(titleOf).filter((title) => !onlyInLog.includes(title))]).toHaveProperty(
				'1.length',
				failing.length,
			);
		}
	});
});

import { describe, expect, test } from 'vitest';
import { readServedReport } from '../../../source/core/served/report.ts';

const WHOLE = {
	schema_version: 1,
	generated_at: '2026-01-02T00:00:00.000Z',
	total_errors: 3,
	groups: [
		{
			fingerprint: 'sha256-a',
			sample_trace: 'never',
			count: 3,
			first_seen: '2026-01-01T00:00:00.000Z',
			last_seen: '2026-01-02T00:00:00.000Z',
			job_types: ['unit'],
			stages: ['alex'],
			severity: 4.2,
			severity_parts: { never: 1 },
			suggested_owner: '@team',
			churn: 'new',
			related: ['sha256-b'],
			jobs: ['42'],
			notes: ['never'],
		},
	],
};

test('named fields are told, and nothing that a later version adds', () => {
	expect(readServedReport({ ...WHOLE, samples: ['never'] })).toEqual({
		generatedAt: '2026-01-02T00:00:00.000Z',
		totalErrors: 3,
		groups: [
			{
				fingerprint: 'sha256-a',
				count: 3,
				firstSeen: '2026-01-01T00:00:00.000Z',
				lastSeen: '2026-01-02T00:00:00.000Z',
				jobTypes: ['unit'],
				stages: ['alex'],
				severity: 4.2,
				suggestedOwner: '@team',
				churn: 'new',
				related: ['sha256-b'],
				jobs: ['42'],
			},
		],
	});
});

describe('what is none', () => {
	test.each([null, 7, 'text', [], {}, { groups: 'text' }])('%j is no report', (value) => {
		expect(readServedReport(value)).toBeUndefined();
	});

	test.each([null, 'text', {}, { fingerprint: 7, count: 1 }, { fingerprint: 'a', count: '1' }])(
		'%j is no group',
		(group) => expect(readServedReport({ groups: [group] })?.groups).toEqual([]),
	);

	test('a field of the wrong type is absent', () => {
		const group = { fingerprint: 'a', count: 1, stages: 'alex', severity: Number.NaN, related: [7, 'b'] };
		expect(readServedReport({ groups: [group], total_errors: '3' })).toEqual({
			groups: [{ fingerprint: 'a', count: 1, related: ['b'] }],
		});
	});
});

import { describe, expect, test } from 'vitest';
import { localMidnightMs } from '../../../source/adapters/local-time.ts';
import { parseMoment } from '../../../source/core/history/moment.ts';
import { readHistoryRow } from '../../../source/core/history/row.ts';
import { isSelected } from '../../../source/core/history/select.ts';
import { parseTime } from './entries.ts';

/** A calendar whose local time zone is UTC. */
const utc = {
	localMidnightMs: (year: number, month: number, day: number) => Date.UTC(year, month - 1, day),
	parseTime: (iso: string) => Date.parse(/Z|[+-]\d\d:\d\d$/.test(iso) ? iso : `${iso}Z`),
};

const DAY_MS = 86_400_000;

test.each([
	['2026-01-31', Date.UTC(2026, 0, 31), DAY_MS],
	['2024-02-29', Date.UTC(2024, 1, 29), DAY_MS],
	['2000-02-29', Date.UTC(2000, 1, 29), DAY_MS],
	[' 2026-12-31 ', Date.UTC(2026, 11, 31), DAY_MS],
	['2026-01-02T03:04', Date.UTC(2026, 0, 2, 3, 4), 1],
	['2026-01-02 03:04:05', Date.UTC(2026, 0, 2, 3, 4, 5), 1],
	['2026-01-02T03:04:05.678Z', Date.UTC(2026, 0, 2, 3, 4, 5, 678), 1],
	['2026-01-02t03:04:05.6z', Date.UTC(2026, 0, 2, 3, 4, 5, 600), 1],
	['2026-01-02T03:04:05.123456789+02:00', Date.UTC(2026, 0, 2, 1, 4, 5, 123), 1],
	['2026-01-02T03:04:05-0330', Date.UTC(2026, 0, 2, 6, 34, 5), 1],
])('%j is a moment', (text, fromMs, length) => {
	expect(parseMoment(text, utc)).toEqual({ fromMs, beforeMs: fromMs + length });
});

test.each([
	['2026-02-30'],
	['2026-02-29'],
	['1900-02-29'],
	['2026-04-31'],
	['2026-13-01'],
	['2026-00-10'],
	['2026-01-00'],
	['2026-1-1'],
	['26-01-01'],
	['01/02/2026'],
	['20260101'],
	['yesterday'],
	['2026'],
	['2026-01-02T'],
	['2026-01-02Z'],
	['2026-01-02T24:00:00Z'],
	['2026-01-02T03:60:00Z'],
	['2026-01-02T03:04:61Z'],
	['2026-01-02T03:04:05+25:00'],
	['2026-02-30T03:04:05Z'],
	['-2026-01-01'],
	['2026-01-02; rm'],
])('%j is none', (text) => {
	expect(parseMoment(text, utc)).toBeUndefined();
});

describe('which runs are meant', () => {
	const row = (more: object) => readHistoryRow({ slug: 'a', status: 'success', ...more }, parseTime);
	const [since, until] = [parseMoment('2026-01-02', utc), parseMoment('2026-01-03', utc)];

	test.each([
		['2026-01-01T23:59:59.999Z', false],
		['2026-01-02T00:00:00.000Z', true],
		['2026-01-03T23:59:59.999Z', true],
		['2026-01-04T00:00:00.000Z', false],
	])('one that ended at %s', (completedAt, isMeant) => {
		expect(isSelected(row({ completedAt }), { since, until })).toBe(isMeant);
	});

	test('by start where it has no end, and not at all without a time', () => {
		expect(isSelected(row({ startedAt: '2026-01-02T10:00:00Z' }), { since, until })).toBe(true);
		expect(isSelected(row({}), { since })).toBe(false);
		expect(isSelected(row({}), { until })).toBe(false);
		expect(isSelected(row({}), {})).toBe(true);
	});

	test('by status and feature', () => {
		expect(isSelected(row({}), { status: 'success', slug: 'a' })).toBe(true);
		expect(isSelected(row({}), { status: 'failed' })).toBe(false);
		expect(isSelected(row({}), { slug: 'b' })).toBe(false);
		expect(isSelected(readHistoryRow(null, parseTime), { status: 'success' })).toBe(false);
	});
});

test('local midnight, the years before 100 included', () => {
	expect(new Date(localMidnightMs(2026, 1, 32)).toString()).toContain('Feb 01 2026 00:00:00');
	expect(new Date(localMidnightMs(99, 1, 1)).getFullYear()).toBe(99);
});

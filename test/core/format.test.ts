import { expect, test } from 'vitest';
import { formatAge, formatBytes, formatDuration } from '../../source/core/format.ts';

test.each([
	[0, '0:00'],
	[-5_000, '0:00'],
	[499, '0:00'],
	[500, '0:01'],
	[41_000, '0:41'],
	[59_499, '0:59'],
	[59_500, '1:00'],
	[725_000, '12:05'],
	[3_599_500, '1:00:00'],
	[3_725_000, '1:02:05'],
	[100 * 3_600_000, '100:00:00'],
])('formatDuration(%d) is %s', (ms, expected) => {
	expect(formatDuration(ms)).toBe(expected);
});

test.each([
	[-60_000, 'just now'],
	[0, 'just now'],
	[999, 'just now'],
	[1_000, '1 s ago'],
	[59_999, '59 s ago'],
	[60_000, '1 min ago'],
	[150_000, '2 min ago'],
	[3_600_000, '1 h ago'],
	[86_399_999, '23 h ago'],
	[86_400_000, '1 d ago'],
	[400 * 86_400_000, '400 d ago'],
])('formatAge of %d ms is %s', (ageMs, expected) => {
	expect(formatAge(1_000_000 - ageMs, 1_000_000)).toBe(expected);
});

test.each([
	[0, '0 B'],
	[999, '999 B'],
	[1_000, '1.0 kB'],
	[18_240, '18.2 kB'],
	[999_949, '999.9 kB'],
	[999_999, '1.0 MB'],
	[1_000_000, '1.0 MB'],
	[1_048_576, '1.0 MB'],
	[32_500_000, '32.5 MB'],
])('formatBytes(%d) is %s', (bytes, expected) => {
	expect(formatBytes(bytes)).toBe(expected);
});

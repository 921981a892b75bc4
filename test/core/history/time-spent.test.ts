import { expect, test } from 'vitest';
import { formatTimeSpent } from '../../../source/core/history/time-spent.ts';

test.each([
	[0, '0s'],
	[-1, '0s'],
	[999, '0s'],
	[41_000, '41s'],
	[41_999, '41s'],
	[60_000, '1m 0s'],
	[725_000, '12m 5s'],
	[3_723_000, '1h 2m 3s'],
	[90_000_000, '25h 0m 0s'],
])('%d ms is %s', (ms, text) => {
	expect(formatTimeSpent(ms)).toBe(text);
});

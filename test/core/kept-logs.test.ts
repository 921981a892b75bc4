import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeptLog, logsToRemove } from '../../source/core/kept-logs.ts';

const BOUNDS = { ageMs: 100, bytes: 50, count: 4 };
const NOW = 1_000;
const log = (name: string, ageMs: number, sizeBytes = 1, isRead = true): KeptLog => ({
	path: `/p/${name}`,
	root: '/p',
	sizeBytes,
	modifiedMs: 0,
	keptAtMs: NOW - ageMs,
	isRead,
});
const names = (logs: readonly KeptLog[]) => logsToRemove(logs, NOW, BOUNDS).map(({ path }) => path.slice('/p/'.length));

describe('which logs go', () => {
	test.each<readonly [name: string, logs: readonly KeptLog[], gone: readonly string[]]>([
		['none', [], []],
		['at every bound, none', [log('a', 100, 20), log('b', 0, 10), log('c', 0, 10), log('d', 0, 10)], []],
		['one that is too old', [log('a', 101), log('b', 100)], ['a']],
		['never one that was not read, however old', [log('a', 10_000, 1, false)], []],
		['one too many: the oldest', [5, 4, 3, 2, 1].map((age) => log(String(age), age)), ['5']],
		['one byte too many: the oldest', [log('a', 3, 20), log('b', 2, 20), log('c', 1, 11)], ['a']],
		['the oldest of those that were read', [log('a', 9, 20, false), log('b', 2, 20), log('c', 1, 20)], ['b']],
		[
			'of the others only when no other is left',
			[log('a', 9, 30, false), log('b', 8, 30, false), log('c', 1, 10)],
			['c', 'a'],
		],
		['one that is too large alone', [log('a', 0, 51, false)], ['a']],
		['one of a time to come stays', [log('a', -500)], []],
	])('%s', (_name, logs, gone) => {
		expect(names(logs)).toEqual(gone);
		expect(names(logs.toReversed()).toSorted()).toEqual(gone.toSorted());
	});

	const anyLog = fc.record({
		age: fc.integer({ min: -10, max: 300 }),
		size: fc.integer({ min: 0, max: 40 }),
		isRead: fc.boolean(),
	});
	test('what stays is within the bounds, and nothing goes without need', () => {
		fc.assert(
			fc.property(fc.array(anyLog, { maxLength: 20 }), (kinds) => {
				const logs = kinds.map(({ age, size, isRead }, index) => log(String(index), age, size, isRead));
				const gone = new Set(logsToRemove(logs, NOW, BOUNDS));
				const stays = logs.filter((one) => !gone.has(one));
				expect(stays.length).toBeLessThanOrEqual(BOUNDS.count);
				expect(stays.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBeLessThanOrEqual(BOUNDS.bytes);
				expect(stays.filter((one) => one.isRead && NOW - one.keptAtMs > BOUNDS.ageMs)).toEqual([]);
				// Where one goes that was not read, none is left that was.
				if ([...gone].some(({ isRead }) => !isRead)) expect(stays.filter(({ isRead }) => isRead)).toEqual([]);
			}),
		);
	});
});

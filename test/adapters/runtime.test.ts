import { afterEach, expect, test, vi } from 'vitest';
import { nowMs, toIso } from '../../source/adapters/clock.ts';
import { randomUuid } from '../../source/adapters/random-id.ts';
import { selfCommand, sinceProcessStartMs } from '../../source/adapters/runtime.ts';

afterEach(() => {
	vi.unstubAllGlobals();
});

test('the program is started again in the way of its runtime', () => {
	const file = process.execPath;
	const script = process.argv[1] ?? '';
	expect(selfCommand()).toEqual({ file, args: [script] });
	vi.stubGlobal('Deno', {});
	expect(selfCommand()).toEqual({ file, args: ['run', '-A', script] });
	vi.stubGlobal('__murmur8Import', () => {});
	expect(selfCommand()).toEqual({ file, args: [] });
});

test('the clocks go forward', () => {
	const [sinceStart, now] = [sinceProcessStartMs(), nowMs()];
	expect(sinceProcessStartMs()).toBeGreaterThanOrEqual(sinceStart);
	expect(Number.isSafeInteger(now)).toBe(true);
});

test.each([
	[0, '1970-01-01T00:00:00.000Z'],
	[Date.UTC(2024, 1, 29, 23, 59, 59, 7), '2024-02-29T23:59:59.007Z'],
])('%i is %s', (ms, text) => {
	expect(toIso(ms)).toBe(text);
});

test('random ids are UUIDs of version 4, each its own', () => {
	const ids = Array.from({ length: 200 }, randomUuid);
	const isUuid = (id: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id);
	expect([new Set(ids).size, ids.every(isUuid)]).toEqual([200, true]);
});

import { expect, test } from 'vitest';
import { createPace } from '../../source/core/pace.ts';

test('work is due at once, then owed until so long has passed', () => {
	let nowMs = 5;
	const pace = createPace(100, () => nowMs);
	expect(pace.owedInMs()).toBeUndefined();
	expect(pace.isDue()).toBe(true);
	expect(pace.owedInMs()).toBeUndefined();
	nowMs += 30;
	expect(pace.isDue()).toBe(false);
	expect(pace.owedInMs()).toBe(70);
	nowMs += 200;
	expect(pace.owedInMs()).toBe(0);
	expect(pace.isDue()).toBe(true);
	expect(pace.owedInMs()).toBeUndefined();
});

test('what was done for another reason is not owed any more, and counts', () => {
	let nowMs = 0;
	const pace = createPace(100, () => nowMs);
	pace.isDue();
	nowMs = 50;
	pace.isDue();
	pace.done();
	expect(pace.owedInMs()).toBeUndefined();
	nowMs = 149;
	expect(pace.isDue()).toBe(false);
	expect(pace.owedInMs()).toBe(1);
});

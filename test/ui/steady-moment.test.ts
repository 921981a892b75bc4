import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ageText } from '../../source/render/watch-words.ts';
import { createSteadyMoment } from '../../source/ui/steady-moment.ts';

const times = fc.array(fc.option(fc.integer({ min: 0, max: 200_000 }), { nil: undefined }), { maxLength: 4 });
const looks = fc.array(fc.tuple(times, fc.integer({ min: 0, max: 400_000 })), { minLength: 1, maxLength: 30 });

test('ages told from it read as they do now, whatever was looked at before', () => {
	fc.assert(
		fc.property(looks, (all) => {
			const momentOf = createSteadyMoment();
			for (const [shown, nowMs] of all) {
				const momentMs = momentOf(shown, nowMs);
				expect(momentMs).toBeLessThanOrEqual(nowMs);
				expect(shown.map((timeMs) => ageText(timeMs, momentMs))).toEqual(shown.map((timeMs) => ageText(timeMs, nowMs)));
			}
		}),
	);
});

test('it stays while nothing reads otherwise', () => {
	const momentOf = createSteadyMoment();
	expect(momentOf([0, undefined], 60_000)).toBe(60_000);
	expect(momentOf([0, undefined], 119_999)).toBe(60_000);
	expect(momentOf([0, undefined], 120_000)).toBe(120_000);
});

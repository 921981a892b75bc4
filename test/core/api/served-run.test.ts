import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRunAskedFor, toServedRun, withoutFeedback } from '../../../source/core/api/served-run.ts';
import { AUDIENCES } from '../../../source/core/privacy/audience.ts';
import { SEEDED } from '../../support/seed.ts';

test('feedback goes from an entry and its stages, and nothing else', () => {
	const entry = {
		slug: 'a',
		feedback: { alex: { rating: 1 } },
		stages: { alex: { durationMs: 1, feedback: { rating: 1 }, feedbackRating: 1 }, cass: null },
	};
	expect(withoutFeedback(entry)).toEqual({ slug: 'a', stages: { alex: { durationMs: 1 }, cass: null } });
});

test('any JSON is served or not, and never an error', () => {
	fc.assert(
		fc.property(fc.jsonValue(), fc.constantFrom(...AUDIENCES), (entry, audience) => {
			const run = toServedRun(withoutFeedback(entry), 5, audience, Date.parse);
			if (audience === 'off') expect(run).toBeUndefined();
			if (run) expect(isRunAskedFor(run, { window: 'all' }, 10)).toBe(true);
		}),
		SEEDED,
	);
});

test('what is withheld finds nothing: the operator alone', () => {
	const entry = { runId: 'id', slug: 'secret', status: 'failed', commitHash: 'c0ffee', stages: { alex: {} } };
	const run = toServedRun(entry, 5, 'operator-only', Date.parse);
	expect(run?.entry).toEqual({ runId: 'id', commitHash: 'c0ffee' });
	for (const asked of [{ feature: 'secret' }, { status: 'failed' }, { stage: 'alex' }]) {
		expect(run && isRunAskedFor(run, { window: 'all', ...asked }, 10)).toBe(false);
	}
});

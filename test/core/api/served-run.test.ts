import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRunAskedFor, toServedRun } from '../../../source/core/api/served-run.ts';
import { AUDIENCES } from '../../../source/core/privacy/audience.ts';
import { withoutFeedback } from '../../../source/core/served/run.ts';
import { SEEDED } from '../../support/seed.ts';

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

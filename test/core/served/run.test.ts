import { expect, test } from 'vitest';
import { entryOfRunInProgress, serveEntry, withoutFeedback } from '../../../source/core/served/run.ts';
import { runOf, stageOf, toIso } from '../sample-run.ts';

const parseTime = Date.parse;

test('feedback that was to stay here is taken out of every place of an entry, and nothing else', () => {
	const entry = {
		slug: 'a',
		feedback: { alex: { rating: 1 } },
		stages: { alex: { status: 'success', feedback: { rating: 1 }, feedbackRating: 1, custom: 1 }, odd: 'text' },
	};
	expect(withoutFeedback(entry)).toEqual({
		slug: 'a',
		stages: { alex: { status: 'success', custom: 1 }, odd: 'text' },
	});
	expect(withoutFeedback({ slug: 'a', stages: null })).toEqual({ slug: 'a', stages: null });
});

test('a run in progress has no end, and tells what it was rated only if it may', () => {
	const feedback = { rating: 4, issues: [], recommendation: 'proceed' } as const;
	const run = runOf({ stages: [stageOf('alex', { status: 'running', feedback })] });
	const entry = entryOfRunInProgress(run, { toIso });
	expect(entry).not.toHaveProperty('completedAt');
	expect(entry).not.toHaveProperty('totalDurationMs');
	expect(entry).toMatchObject({ slug: run.slug, status: 'running', stages: { alex: { status: 'running', feedback } } });
	const silent = entryOfRunInProgress({ ...run, feedbackWithheld: true }, { toIso });
	expect(JSON.stringify(silent)).not.toContain('proceed');
});

test('what is looked at is what may be seen', () => {
	const entry = { runId: 'r', slug: 'a', status: 'failed', commitHash: 'c0ffee', strange: 1 };
	const seen = (audience: 'user-only' | 'operator-only' | 'on') => serveEntry(entry, false, audience, { parseTime });
	expect(seen('user-only')?.entry).toEqual({ runId: 'r', slug: 'a', status: 'failed' });
	expect(seen('operator-only')?.row).toMatchObject({ runId: 'r', slug: undefined, status: undefined });
	expect(seen('on')?.entry).toEqual(entry);
	expect(serveEntry(null, false, 'on', { parseTime })).toBeUndefined();
});

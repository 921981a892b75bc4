import { toIso } from '../adapters/clock.ts';
import type { ServedView } from '../core/api/view.ts';
import { seedEntries } from '../core/history/seeded.ts';
import { seedRunInProgress, seedSnapshots } from '../core/live/seed.ts';
import type { ResolvedSettings } from '../core/settings/resolve.ts';
import { seedDeliveryFacts } from '../core/watch/seeded-facts.ts';
import type { ServedFacts } from './make-view.ts';
import type { ViewSource } from './source.ts';

/** The demonstration, which stands still: nothing is opened, read or watched for it but settings. */
export function serveDemonstration(
	settings: ResolvedSettings,
	makeView: (facts: ServedFacts, nowMs: number) => ServedView,
	nowMs: number,
): ViewSource {
	const view = makeView(
		{
			live: { source: 'seeded', snapshots: seedSnapshots(nowMs) },
			items: seedEntries(nowMs, toIso).map(({ identity, entry, timeMs: sortMs }) => {
				const { source: _source, ...run } = entry;
				return { identity, entry: run, sortMs, isOwn: true };
			}),
			isTruncated: false,
			withoutFeedback: new Set(),
			runsInProgress: [{ run: seedRunInProgress(nowMs), worktree: undefined }],
			delivery: seedDeliveryFacts(nowMs),
			settings,
		},
		nowMs,
	);
	return { current: () => ({ view, isStale: false }), last: () => view, follow: () => {}, close: () => {} };
}

import type { ResolvedSettings } from '../../source/core/settings/resolve.ts';
import type { ServedFacts } from '../../source/server/make-view.ts';

/** A project in which nothing has happened yet. */
export const emptyFacts = (settings: ResolvedSettings): ServedFacts => ({
	live: { source: 'empty', snapshots: [] },
	items: [],
	isTruncated: false,
	withoutFeedback: new Set(),
	runsInProgress: [],
	delivery: {
		mode: { kind: 'inactive', reason: 'no-url', message: '' },
		waiting: 0,
		rejected: [],
		dropped: 0,
		lines: [],
	},
	settings,
});

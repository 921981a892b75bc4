import { toIso } from '../adapters/clock.ts';
import { parseTime } from '../adapters/local-time.ts';
import { seedEntries } from '../core/history/seeded.ts';
import type { Audience } from '../core/privacy/audience.ts';
import { seededFacts } from '../core/watch/seeded-facts.ts';
import type { Observation } from './observe.ts';
import type { Reading } from './read-facts.ts';

/** A project that nobody has: the demonstration, which stands still. Nothing is opened, read or watched for it. */
export function observeSeeded(audience: Audience, nowMs: number): Observation {
	const reading: Reading = {
		facts: seededFacts({ nowMs, audience, toIso, parseTime }),
		items: seedEntries(nowMs, toIso).map(({ identity, entry, timeMs }) => ({
			identity,
			entry,
			sortMs: timeMs,
			isOwn: false,
		})),
		worktrees: [],
		owedInMs: undefined,
	};
	return {
		look: () => ({ facts: reading.facts }),
		reading: () => reading,
		database: () => undefined,
		follow: () => {},
		close: () => {},
	};
}

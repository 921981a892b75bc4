import { readHistoryRow } from '../history/row.ts';
import { seedEntries } from '../history/seeded.ts';
import { seedRunInProgress, seedRuns, seedSnapshots } from '../live/seed.ts';
import { failuresOf, machineryOf, SEEDS, TRACES } from '../live/seed-table.ts';
import type { Audience } from '../privacy/audience.ts';
import type { DeliveryFacts, DeliveryLine, FailureFacts, FailureSighting, KnownFailure, WatchFacts } from './facts.ts';

/** Between two attempts. */
const PAUSE_MS = 20_000;
const REASONS: Readonly<Record<string, Pick<DeliveryLine, 'statusCode' | 'reason'>>> = {
	delivered: { statusCode: 201, reason: undefined },
	transient: { statusCode: 503, reason: 'the server is overloaded' },
};

/** What became of the runs' events: a queue that fills while an endpoint is down, and drains. Newest first. */
export function seedDeliveries(endMs: number): readonly DeliveryLine[] {
	const waiting: { readonly runId: string; readonly slug: string }[] = [];
	const lines = seedRuns(endMs).flatMap(({ runId, slug, completedAtMs = endMs }, index) => {
		const given = SEEDS[index];
		if (!given) return [];
		waiting.push({ runId, slug });
		const { deliveries, lastDeliveryMs: durationMs = 0 } = machineryOf(given);
		return Object.entries(deliveries).flatMap(([result, count]) =>
			Array.from({ length: count }, (_, attempt) => ({
				...((result === 'delivered' ? waiting.shift() : waiting[0]) ?? { runId, slug }),
				...REASONS[result],
				result,
				atMs: completedAtMs + (attempt + 1) * PAUSE_MS,
				durationMs,
			})),
		);
	});
	return lines
		.map((line, index) => ({ statusCode: undefined, reason: undefined, ...line, position: index + 1 }))
		.reverse();
}

/** Nobody's: example domains lead nowhere. */
const ENDPOINT = { url: 'https://ingest.example.com/events', isPlainHttp: false, isLoopback: false };

export function seedDeliveryFacts(endMs: number): DeliveryFacts {
	const lines = seedDeliveries(endMs);
	return { mode: { kind: 'active', endpoint: ENDPOINT }, waiting: 0, rejected: [], dropped: 0, lines };
}

/** What the logs of the runs showed, the worst first, and how the last of them stands against the one before. */
function seedFailures(endMs: number): FailureFacts {
	const sightings = new Map<string, FailureSighting[]>();
	for (const [index, { runId, slug, completedAtMs: seenMs = endMs }] of seedRuns(endMs).entries()) {
		const given = SEEDS[index];
		for (const { fingerprint, stage, count } of given ? failuresOf(given) : []) {
			const seen = sightings.get(fingerprint) ?? [];
			seen.unshift({ runId, slug, stage, seenMs, count });
			sightings.set(fingerprint, seen);
		}
	}
	const known = TRACES.flatMap((trace): readonly KnownFailure[] => {
		const seen = sightings.get(trace.fingerprint);
		return seen ? [{ ...trace, sightings: seen }] : [];
	});
	const churn = seedSnapshots(endMs).findLast(({ user }) => user.churn)?.user.churn;
	return {
		known: known.toSorted((one, other) => other.score - one.score),
		churn: churn && { new: churn.new.length, resolved: churn.resolved.length, unchanged: churn.unchanged.length },
	};
}

export interface SeedView {
	/** When it is looked at, Unix milliseconds. */
	readonly nowMs: number;
	readonly audience: Audience;
	readonly toIso: (ms: number) => string;
	readonly parseTime: (text: string) => number;
}

/** The demonstration as the views of a project see it: nothing of it comes from a project. */
export function seededFacts({ nowMs, audience, toIso, parseTime }: SeedView): WatchFacts {
	return {
		project: 'demo',
		source: 'demo',
		readAtMs: nowMs,
		audience,
		runs: [{ run: seedRunInProgress(nowMs), worktree: undefined }],
		pipelines: [],
		waiting: [],
		history: seedEntries(nowMs, toIso).map(({ identity, entry }) => ({
			identity,
			row: readHistoryRow(entry, parseTime),
		})),
		isTruncated: false,
		delivery: seedDeliveryFacts(nowMs),
		failures: seedFailures(nowMs),
		problems: [],
	};
}

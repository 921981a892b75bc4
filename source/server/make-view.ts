import { toIso } from '../adapters/clock.ts';
import { parseTime } from '../adapters/local-time.ts';
import { serveConfig } from '../core/api/config.ts';
import { serveDelivery } from '../core/api/delivery.ts';
import { type ServedRun, toServedRun } from '../core/api/served-run.ts';
import { createTotals } from '../core/api/totals.ts';
import type { SeenSnapshot } from '../core/api/values.ts';
import type { ServedView } from '../core/api/view.ts';
import { type LiveState, projectState } from '../core/live/state.ts';
import type { Snapshot } from '../core/metrics/snapshot.ts';
import type { Audience } from '../core/privacy/audience.ts';
import { project } from '../core/privacy/project.ts';
import { servedAudience } from '../core/served/audience.ts';
import { entryOfRunInProgress, withoutFeedback } from '../core/served/run.ts';
import type { ResolvedSettings } from '../core/settings/resolve.ts';
import type { DeliveryFacts, RunInProgress } from '../core/watch/facts.ts';
import type { HistoryItem } from '../store/history-items.ts';

/** What is known of a project at one moment, before anything is withheld. */
export interface ServedFacts {
	readonly live: LiveState;
	/** Newest first. */
	readonly items: readonly HistoryItem[];
	readonly isTruncated: boolean;
	/** Identities of finished runs whose feedback is for nobody else. */
	readonly withoutFeedback: ReadonlySet<string>;
	readonly runsInProgress: readonly RunInProgress[];
	readonly delivery: DeliveryFacts;
	readonly settings: ResolvedSettings;
}

const NONE: Omit<ServedView, 'audience' | 'config'> = {
	source: 'empty',
	live: { source: 'empty', snapshots: [] },
	runs: [],
	areRunsTruncated: false,
	runsInProgress: [],
	totals: undefined,
	delivery: undefined,
};

/** Projects facts for one audience, again and again: what has not changed is not projected a second time. */
function createProjector(audience: Audience, instance: string, nowMs: number) {
	const snapshots = new WeakMap<Snapshot, { readonly seen: SeenSnapshot | undefined }>();
	const runs = new WeakMap<HistoryItem, { readonly seen: ServedRun | undefined }>();
	const totals = createTotals(instance, nowMs);
	const seeSnapshot = (snapshot: Snapshot) => {
		const known = snapshots.get(snapshot) ?? { seen: project(snapshot, audience, 'snapshot') };
		snapshots.set(snapshot, known);
		return known.seen;
	};
	const seeRun = (item: HistoryItem, isWithoutFeedback: boolean) => {
		const { entry, sortMs } = item;
		const make = () => toServedRun(isWithoutFeedback ? withoutFeedback(entry) : entry, sortMs, audience, parseTime);
		const known = runs.get(item) ?? { seen: make() };
		runs.set(item, known);
		return known.seen;
	};
	let last: { readonly items: readonly HistoryItem[]; readonly seen: readonly ServedRun[] } | undefined;
	const seeRuns = ({ items, withoutFeedback: silent }: ServedFacts): readonly ServedRun[] => {
		const seeOne = (item: HistoryItem) => seeRun(item, silent.has(item.identity)) ?? [];
		// Unchanged, the history is the very list of the last time. Feedback is withheld before a run is in it.
		if (last?.items !== items) last = { items, seen: items.flatMap(seeOne) };
		return last.seen;
	};
	const seeRunning = ({ run }: RunInProgress) =>
		toServedRun(entryOfRunInProgress(run, { toIso }), run.startedAtMs, audience, parseTime);
	return (facts: ServedFacts): Omit<ServedView, 'audience' | 'config'> => {
		const live = projectState(facts.live, audience, seeSnapshot);
		return {
			// Runs that another program recorded are there before they are taken over into the live state.
			source: live.source === 'empty' && facts.items.length > 0 ? 'live' : live.source,
			live,
			runs: seeRuns(facts),
			areRunsTruncated: facts.isTruncated,
			runsInProgress: facts.runsInProgress.flatMap((run) => seeRunning(run) ?? []),
			totals: project(totals.take(live.snapshots), audience, 'totals'),
			delivery: serveDelivery(facts.delivery, audience),
		};
	};
}

/**
 * Makes of facts what somebody else may see of them. The one way from a project to the server.
 * @param instance random id of this server
 */
export function createViewMaker(instance: string, version: string): (facts: ServedFacts, nowMs: number) => ServedView {
	let last: { readonly key: string; readonly see: ReturnType<typeof createProjector> } | undefined;
	return (facts, nowMs) => {
		// An audience that can't be read is none: nothing is shown.
		const audience = servedAudience(facts.settings) ?? 'off';
		const config = serveConfig(facts.settings, version, audience);
		if (audience === 'off') {
			last = undefined;
			return { ...NONE, audience, config };
		}
		// Sums of a demonstration do not go into those of real runs.
		const key = `${audience} ${facts.live.source === 'seeded'}`;
		if (last?.key !== key) last = { key, see: createProjector(audience, instance, nowMs) };
		return { audience, config, ...last.see(facts) };
	};
}

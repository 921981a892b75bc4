import type { TimeWindow } from '../history/time-window.ts';
import type { Audience } from '../privacy/audience.ts';
import { type DeliveryPane, deliveryPane } from './delivery-pane.ts';
import type { WatchFacts } from './facts.ts';
import { type FailuresPane, failuresPane } from './failures-pane.ts';
import { type NowPane, nowPane } from './now-pane.ts';
import { type RunsPane, runsPane } from './runs-pane.ts';

export interface Header {
	readonly project: string;
	/** `stale`: what is shown can't be brought up to date right now. */
	readonly state: 'live' | 'stale' | 'demo';
	readonly audience: Audience;
	/** Events that wait for delivery. */
	readonly queued: number;
	readonly rejected: number;
	/** When what is shown was read. */
	readonly updatedAtMs: number;
}

/** Everything that a view of a project shows, whatever draws it. */
export interface Dashboard {
	readonly atMs: number;
	readonly header: Header;
	readonly now: NowPane;
	readonly runs: RunsPane;
	readonly failures: FailuresPane;
	readonly delivery: DeliveryPane;
	readonly problems: readonly string[];
}

/** What is looked at: facts that a reader gave, and why it can't give newer ones, if it can't. */
export interface Watched {
	readonly facts: WatchFacts;
	readonly trouble?: string | undefined;
}

function header({ facts, trouble }: Watched, delivery: DeliveryPane): Header {
	const { project, source, audience, readAtMs } = facts;
	return {
		project,
		state: source === 'demo' ? 'demo' : trouble === undefined ? 'live' : 'stale',
		audience,
		queued: delivery.waiting,
		rejected: delivery.rejected.length,
		updatedAtMs: readAtMs,
	};
}

/** @param nowMs Unix milliseconds that ages, elapsed times and the window count from */
export function dashboard(watched: Watched, window: TimeWindow, nowMs: number): Dashboard {
	const { facts, trouble } = watched;
	const delivery = deliveryPane(facts.delivery);
	return {
		atMs: nowMs,
		header: header(watched, delivery),
		now: nowPane(facts, nowMs),
		runs: runsPane(facts, window, nowMs),
		failures: failuresPane(facts, window, nowMs),
		delivery,
		problems: trouble === undefined ? facts.problems : [trouble, ...facts.problems],
	};
}

import type { HistoryRecord } from './record.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Stretches of time up to now that a view is narrowed to. */
export const TIME_WINDOWS = ['1h', '24h', '7d', '30d', 'all'] as const;
export type TimeWindow = (typeof TIME_WINDOWS)[number];

const LENGTHS_MS: Readonly<Record<TimeWindow, number>> = {
	'1h': HOUR_MS,
	'24h': DAY_MS,
	'7d': 7 * DAY_MS,
	'30d': 30 * DAY_MS,
	all: Number.POSITIVE_INFINITY,
};

/** The next of them, round and round. */
export function nextWindow(window: TimeWindow): TimeWindow {
	return TIME_WINDOWS[(TIME_WINDOWS.indexOf(window) + 1) % TIME_WINDOWS.length] ?? 'all';
}

/** A run whose time is not known is in no window but `all`; one of a clock that is ahead is in every. */
export function isInWindow({ timeMs }: Pick<HistoryRecord, 'timeMs'>, window: TimeWindow, nowMs: number): boolean {
	return window === 'all' || (timeMs !== undefined && timeMs >= nowMs - LENGTHS_MS[window]);
}

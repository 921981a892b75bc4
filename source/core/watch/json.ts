import { toDollars } from '../money.ts';
import type { RunDetails } from '../run-details.ts';
import type { Dashboard } from './dashboard.ts';
import type { WatchEvent } from './events.ts';

type ToIso = (ms: number) => string;

/** Times that no calendar has stay numbers. */
const LATEST_DATE_MS = 8_640_000_000_000_000;

/** `updatedAtMs` is a moment, `elapsedMs` a length of time: the name tells. */
const MOMENT = /^(?:at|[a-z]+At|newest)Ms$/;

function toPlain(key: string, value: unknown, toIso: ToIso): readonly [string, unknown] {
	if (typeof value === 'bigint') return [key, toDollars(value)];
	if (typeof value === 'number' && MOMENT.test(key) && Math.abs(value) <= LATEST_DATE_MS) {
		const name = key === 'atMs' ? 'at' : key === 'newestMs' ? 'newestAt' : key.slice(0, -2);
		return [name, toIso(value)];
	}
	return [key, plain(value, toIso)];
}

/**
 * A view model as JSON: moments (`…AtMs`) are ISO 8601 without the `Ms` in their name, lengths of time stay
 * milliseconds, money is dollars, what is unknown is absent. One rule, so that no field is forgotten.
 */
function plain(value: unknown, toIso: ToIso): unknown {
	if (Array.isArray(value)) return value.map((item) => plain(item, toIso));
	if (typeof value === 'bigint') return toDollars(value);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => toPlain(key, item, toIso)));
}

/** `watch --once --json`, and the first line of `watch --json`. */
export const dashboardJson = (dashboard: Dashboard, toIso: ToIso): object => plain(dashboard, toIso) as object;

export const detailsJson = (details: RunDetails, toIso: ToIso): object => plain(details, toIso) as object;

/** A line of `watch --json`. @param atMs when it was seen */
export function eventJson(event: WatchEvent, atMs: number, toIso: ToIso): object {
	const { type, ...rest } = event;
	const { at, ...facts } = plain(rest, toIso) as { readonly at?: string };
	// A delivery has a moment of its own.
	return { type, at: toIso(atMs), ...facts, ...(at === undefined ? {} : { happenedAt: at }) };
}

import type { Moment } from './moment.ts';
import { type HistoryRow, rowTimeMs } from './row.ts';

/** Which runs are meant; what is absent does not narrow. Both bounds belong to what is selected. */
export interface Selection {
	readonly since?: Moment | undefined;
	readonly until?: Moment | undefined;
	readonly status?: string | undefined;
	readonly slug?: string | undefined;
}

/** An entry without any time is in no range of time. */
export function isSelected(row: HistoryRow, { since, until, status, slug }: Selection): boolean {
	const timeMs = rowTimeMs(row);
	if (since && !(timeMs !== undefined && timeMs >= since.fromMs)) return false;
	if (until && !(timeMs !== undefined && timeMs < until.beforeMs)) return false;
	return (status === undefined || row.status === status) && (slug === undefined || row.slug === slug);
}

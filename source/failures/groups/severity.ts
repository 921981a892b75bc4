import type { Severity } from '../../core/metrics/labels.ts';
import { dayOf, type GroupTotals } from './rollup.ts';

/** What a severity is the sum of. */
export interface SeverityParts {
	/** log10(count + 1), at most 6: a million occurrences. */
	readonly count: number;
	/** 2 where it was seen on the main branch. */
	readonly main: number;
	/** 1 where it hits visual or smoke jobs. */
	readonly gate: number;
	/** 1 where it was seen in the last seven days more often than in the seven before. */
	readonly rising: number;
}

const MOST_BY_COUNT = 6;
const WEEK_DAYS = 7;

const round = (value: number): number => Math.round(value * 10) / 10;

/** Whether the last seven days hold more of it than the seven before; today is one of them. */
function isRising(days: ReadonlyMap<number, number>, nowMs: number): boolean {
	const today = dayOf(nowMs);
	let recent = 0;
	let before = 0;
	for (const [day, count] of days) {
		const age = today - day;
		if (age >= 0 && age < WEEK_DAYS) recent += count;
		else if (age >= WEEK_DAYS && age < 2 * WEEK_DAYS) before += count;
	}
	return recent > before;
}

export function severityParts({ count, onMain, jobTypes, days }: GroupTotals, nowMs: number): SeverityParts {
	return {
		count: round(Math.min(MOST_BY_COUNT, Math.log10(count + 1))),
		main: onMain > 0 ? 2 : 0,
		gate: jobTypes.has('visual') || jobTypes.has('smoke') ? 1 : 0,
		rising: isRising(days, nowMs) ? 1 : 0,
	};
}

/** 0 to 10, one decimal; the most that the parts can come to is 10, so that nothing has to be scaled. */
export const severityOf = ({ count, main, gate, rising }: SeverityParts): number => round(count + main + gate + rising);

const LEAST_ERROR = 7;
const LEAST_WARNING = 4;

export function severityBucket(severity: number): Severity {
	if (severity >= LEAST_ERROR) return 'error';
	return severity >= LEAST_WARNING ? 'warning' : 'info';
}

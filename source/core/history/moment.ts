/** What of the calendar depends on where the user is, and on the runtime. */
export interface Calendar {
	/** The first moment of a day of the local time zone, Unix milliseconds; a day past the month's end is in the next. */
	readonly localMidnightMs: (year: number, month: number, day: number) => number;
	/** Unix milliseconds of ISO 8601; without an offset in the local time zone. NaN where it is no time. */
	readonly parseTime: (iso: string) => number;
}

/** A stretch of time that a bound names: a moment, or a whole local day. */
export interface Moment {
	readonly fromMs: number;
	/** First millisecond that is no longer part of it. */
	readonly beforeMs: number;
}

const MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

function isRealDate(year: number, month: number, day: number): boolean {
	const days = (DAYS[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
	return day >= 1 && day <= days;
}

function normalOffset(offset: string | undefined): string {
	if (offset === undefined) return '';
	return offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase();
}

/**
 * Reads `2026-02-28` (that whole day, here) or ISO 8601 with a time. Dates that do not exist are none: the runtime's
 * own parser takes 2026-02-30 for the second of March.
 * @returns undefined for anything else
 */
export function parseMoment(text: string, { localMidnightMs, parseTime }: Calendar): Moment | undefined {
	const match = MOMENT.exec(text.trim());
	if (!match) return undefined;
	const [, years = '', months = '', days = '', hours, minutes = '00', seconds = '00', fraction = '', offset] = match;
	const [year, month, day] = [Number(years), Number(months), Number(days)];
	if (!isRealDate(year, month, day)) return undefined;
	if (hours === undefined) {
		return { fromMs: localMidnightMs(year, month, day), beforeMs: localMidnightMs(year, month, day + 1) };
	}
	// The runtime would take 24:00 for the next day's midnight.
	if (Number(hours) > 23) return undefined;
	const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
	const iso = `${years}-${months}-${days}T${hours}:${minutes}:${seconds}.${milliseconds}${normalOffset(offset)}`;
	const fromMs = parseTime(iso);
	return Number.isNaN(fromMs) ? undefined : { fromMs, beforeMs: fromMs + 1 };
}

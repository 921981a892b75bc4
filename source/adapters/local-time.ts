const two = (value: number) => value.toString().padStart(2, '0');

/** The first moment of a day of the local time zone; where the clocks skip midnight, the moment they jump to. */
export function localMidnightMs(year: number, month: number, day: number): number {
	const date = new Date(2000, 0, 1);
	// The constructor takes the years 0 to 99 for 1900 to 1999.
	date.setFullYear(year, month - 1, day);
	return date.getTime();
}

/** `2026-01-02 03:04:05` in the local time zone. */
export function localDateTime(ms: number): string {
	const date = new Date(ms);
	const day = [date.getFullYear().toString().padStart(4, '0'), two(date.getMonth() + 1), two(date.getDate())];
	return `${day.join('-')} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}

/** Unix milliseconds of a text, NaN where it is no time. */
export const parseTime = (text: string): number => Date.parse(text);

const two = (value: number) => String(value).padStart(2, '0');

/** A moment by the clock of whoever looks: `2026-01-02 03:04`. */
export function momentText(ms: number | undefined): string {
	const date = new Date(ms ?? Number.NaN);
	if (Number.isNaN(date.getTime())) return '–';
	const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
	return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function durationText(ms: number | undefined): string {
	if (ms === undefined || !Number.isFinite(ms)) return '–';
	if (ms < 1_000) return `${Math.round(ms)} ms`;
	const seconds = Math.round(ms / 1_000);
	if (seconds < 60) return `${seconds} s`;
	const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
	return hours > 0 ? `${hours} h ${two(minutes)} min` : `${minutes} min ${two(seconds % 60)} s`;
}

export function costText(dollars: number | undefined): string {
	if (dollars === undefined || !Number.isFinite(dollars)) return '–';
	return `$${dollars.toFixed(Math.abs(dollars) < 1 ? 4 : 2)}`;
}

export const axisDurationText = (ms: number): string =>
	ms === 0 ? '0' : ms < 60_000 ? `${ms / 1_000} s` : ms < 3_600_000 ? `${ms / 60_000} min` : `${ms / 3_600_000} h`;

export const axisCostText = (dollars: number): string =>
	`$${dollars.toFixed(Math.round(dollars * 100) / 100 === dollars ? 2 : 4)}`;

const DAY = { day: 'numeric', month: 'short' } as const;

/** A place on an axis of time: a day at its beginning, a time of day between. */
export function axisTimeText(ms: number): string {
	const date = new Date(ms);
	const isMidnight = date.getHours() === 0 && date.getMinutes() === 0;
	return isMidnight ? date.toLocaleDateString('en-GB', DAY) : `${two(date.getHours())}:${two(date.getMinutes())}`;
}

export const countText = (count: number | undefined): string =>
	count === undefined ? '–' : count.toLocaleString('en');

export const percentText = (share: number): string => `${Math.round(share * 1_000) / 10} %`;

/** Enough of a fingerprint to tell it from others. */
export const shortPrint = (fingerprint: string): string => fingerprint.replace(/^sha256-/, '').slice(0, 12);

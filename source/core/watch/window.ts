/** How far back figures look; counted from now, inclusive. */
export const WINDOWS = ['1h', '24h', '7d', '30d', 'all'] as const;
export type Window = (typeof WINDOWS)[number];

export const DEFAULT_WINDOW: Window = '7d';

const LENGTHS_MS: Readonly<Record<Window, number>> = {
	'1h': 3_600_000,
	'24h': 86_400_000,
	'7d': 604_800_000,
	'30d': 2_592_000_000,
	all: Number.POSITIVE_INFINITY,
};

/** First millisecond of a window; what has no time is in `all` alone. */
const windowStartMs = (window: Window, nowMs: number): number => nowMs - LENGTHS_MS[window];

export function isInWindow(timeMs: number | undefined, window: Window, nowMs: number): boolean {
	return window === 'all' || (timeMs !== undefined && timeMs >= windowStartMs(window, nowMs));
}

/** The one behind it; behind the last comes the first. */
export const nextWindow = (window: Window): Window =>
	WINDOWS[(WINDOWS.indexOf(window) + 1) % WINDOWS.length] ?? DEFAULT_WINDOW;

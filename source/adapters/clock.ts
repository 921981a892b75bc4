import { isoTime } from '../core/iso-time.ts';

/** The wall clock, Unix milliseconds. Everything that needs the time is handed it; only edges call this. */
export const nowMs = (): number => Date.now();

/** ISO 8601 in UTC with milliseconds. */
export const toIso: (ms: number) => string = isoTime;

/**
 * Milliseconds of a clock that never jumps. Not `performance`, the first look at which loads a module for 1 ms: `run`
 * commands begin a transaction with it.
 */
export const monotonicMs = (): number => {
	const [seconds, nanoseconds] = process.hrtime();
	return seconds * 1_000 + nanoseconds / 1_000_000;
};

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

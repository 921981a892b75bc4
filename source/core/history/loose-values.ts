import { dollarsFromNumber, type Picodollars, parseDollars } from '../money.ts';
import type { Tokens } from '../run.ts';

/**
 * Readers of values that other programs and people wrote: each takes what can be meant by a value and gives undefined
 * for the rest. None throws.
 */
type JsonObject = Readonly<Record<string, unknown>>;

const LATEST_TIME_MS = 8_640_000_000_000_000;
const PLAIN_DECIMAL = /^\d+(?:\.\d+)?$/;

/** A text that says something; a number counts as its digits. */
export function readText(value: unknown): string | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A finite number that is not negative, given as such or as text. */
export function readNumber(value: unknown): number | undefined {
	const number = typeof value === 'string' && PLAIN_DECIMAL.test(value.trim()) ? Number(value) : value;
	return typeof number === 'number' && number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

/** Dollars given as `0.12`, `"0.12"` or `"$0.12"`. */
export function readCost(value: unknown): Picodollars | undefined {
	if (typeof value !== 'string') return dollarsFromNumber(value);
	const digits = value.trim().replace(/^\$\s*/, '');
	// More decimals than money has: rounded like a number.
	return parseDollars(digits) ?? (PLAIN_DECIMAL.test(digits) ? dollarsFromNumber(Number(digits)) : undefined);
}

/** Unix milliseconds of a time given as text or as milliseconds. @param parseTime NaN for what is no time */
export function readTimeMs(value: unknown, parseTime: (text: string) => number): number | undefined {
	const timeMs = typeof value === 'string' ? parseTime(value) : value;
	return typeof timeMs === 'number' && Math.abs(timeMs) <= LATEST_TIME_MS ? timeMs : undefined;
}

/** `{input, output}`; one that is missing counts as none, both missing as unknown. */
export function readTokens(value: unknown): Tokens | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { input, output } = value as JsonObject;
	const [read, written] = [readNumber(input), readNumber(output)];
	if (read === undefined && written === undefined) return undefined;
	return { input: Math.round(read ?? 0), output: Math.round(written ?? 0) };
}

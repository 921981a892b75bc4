import { MOST_TOKENS } from './canonical-line.ts';
import { LAST_LEVEL } from './coarsen.ts';

/** What a miner has counted, as JSON: shards write it, and whoever reports merges them. */
export interface MinerState {
	readonly version: 1;
	readonly buckets: readonly BucketState[];
}

export interface BucketState {
	/** Words and values of each line. */
	readonly tokens: number;
	/** How coarse its keys have become: 0 is exact. */
	readonly level: number;
	/** Canonical lines and how often each came, by their text. */
	readonly keys: readonly (readonly [text: string, count: number])[];
}

/** No canonical line is longer, at whatever level. */
const LONGEST_KEY = 4_096;

const isWhole = (value: unknown, from: number, to: number): value is number =>
	Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to;

const isKey = (value: unknown): boolean =>
	Array.isArray(value) &&
	value.length === 2 &&
	typeof value[0] === 'string' &&
	value[0].length > 0 &&
	value[0].length <= LONGEST_KEY &&
	// biome-ignore lint/suspicious/noControlCharactersInRegex: no canonical line holds one, and a report prints it
	!/[\u0000-\u001F\u007F]/.test(value[0]) &&
	value[0].isWellFormed() &&
	isWhole(value[1], 1, Number.MAX_SAFE_INTEGER);

function isBucket(value: unknown): value is BucketState {
	if (typeof value !== 'object' || value === null) return false;
	const { tokens, level, keys } = value as Record<string, unknown>;
	return isWhole(tokens, 1, MOST_TOKENS) && isWhole(level, 0, LAST_LEVEL) && Array.isArray(keys) && keys.every(isKey);
}

/** The state that a JSON value is, undefined if it is none. */
export function readMinerState(value: unknown): MinerState | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { version, buckets } = value as Record<string, unknown>;
	return version === 1 && Array.isArray(buckets) && buckets.every(isBucket) ? { version, buckets } : undefined;
}

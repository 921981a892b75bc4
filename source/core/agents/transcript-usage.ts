import { isJsonObject, type JsonObject } from '../json.ts';
import { dollarsFromNumber, type Picodollars, type Pricing, priceTokens } from '../money.ts';

/** What one answer of a model used. A transcript tells it several times, the last time completely. */
export interface MessageUsage {
	readonly messageId: string;
	readonly atMs: number;
	/** Tokens that were sent: new ones, those put into the cache and those read from it. */
	readonly input: number;
	readonly output: number;
	readonly cost: Picodollars;
}

/** No answer is larger; what is, is no count. */
const MOST_TOKENS = 1_000_000_000;
const LONGEST_ID = 200;

const count = (value: unknown): number =>
	Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= MOST_TOKENS ? Number(value) : 0;

/** Of a price for input: a cache read costs a tenth, keeping for 5 minutes a quarter more, for an hour twice as much. */
const CACHE_PERCENT = { read: 10n, fiveMinutes: 125n, hour: 200n } as const;

interface Counts {
	readonly fresh: number;
	readonly read: number;
	readonly fiveMinutes: number;
	readonly hour: number;
	readonly output: number;
}

function readCounts(usage: JsonObject): Counts {
	const split = isJsonObject(usage['cache_creation']) ? usage['cache_creation'] : {};
	const hour = count(split['ephemeral_1h_input_tokens']);
	const written = count(usage['cache_creation_input_tokens']);
	return {
		fresh: count(usage['input_tokens']),
		read: count(usage['cache_read_input_tokens']),
		// Where the split is absent, all of it is of the shorter kind, the default.
		fiveMinutes: Math.max(0, written - hour),
		hour,
		output: count(usage['output_tokens']),
	};
}

function price(counts: Counts, pricing: Pricing): Picodollars {
	const input = (tokens: number, percent: bigint) =>
		(priceTokens({ input: tokens, output: 0 }, pricing) * percent) / 100n;
	return (
		priceTokens({ input: counts.fresh, output: counts.output }, pricing) +
		input(counts.read, CACHE_PERCENT.read) +
		input(counts.fiveMinutes, CACHE_PERCENT.fiveMinutes) +
		input(counts.hour, CACHE_PERCENT.hour)
	);
}

const asId = (value: unknown) =>
	typeof value === 'string' && value !== '' && value.length <= LONGEST_ID ? value : undefined;

/**
 * The usage that a line of a transcript tells; undefined for every other line, half a line included. Of the line's text
 * nothing is taken.
 * @param parseTime ISO text to Unix milliseconds, NaN where it is none
 */
export function readMessageUsage(
	line: string,
	pricing: Pricing,
	parseTime: (text: string) => number,
): MessageUsage | undefined {
	let entry: unknown;
	try {
		entry = JSON.parse(line);
	} catch {
		return undefined;
	}
	if (!isJsonObject(entry) || !isJsonObject(entry['message'])) return undefined;
	const { message, timestamp, costUSD, requestId, uuid } = entry;
	const { usage } = message as JsonObject;
	const messageId = asId((message as JsonObject)['id']) ?? asId(requestId) ?? asId(uuid);
	const atMs = typeof timestamp === 'string' ? parseTime(timestamp) : Number.NaN;
	if (!isJsonObject(usage) || messageId === undefined || Number.isNaN(atMs)) return undefined;
	const counts = readCounts(usage);
	const input = counts.fresh + counts.read + counts.fiveMinutes + counts.hour;
	// The program's own messages, about errors for example, used nothing.
	if (input + counts.output === 0) return undefined;
	return { messageId, atMs, input, output: counts.output, cost: dollarsFromNumber(costUSD) ?? price(counts, pricing) };
}

import { isJsonObject } from './json.ts';
import { dollarsFromNumber, type Picodollars, type Pricing, priceTokens } from './money.ts';
import type { Tokens } from './run.ts';
import type { StageUsage } from './stage-change.ts';
import { resolveStageName } from './stages.ts';

/** One `onLlmEnd` event of a pipeline, as far as it could be read. */
export interface UsageEvent {
	readonly stage?: string;
	readonly tokens?: Tokens;
	readonly cost?: Picodollars;
	readonly timestampMs?: number;
}

type JsonObject = Readonly<Record<string, unknown>>;

const STAGE_KEYS = ['stage', 'stageName', 'pipelineStage', 'stage_id'] as const;
const INPUT_KEYS = ['inputTokens', 'input_tokens', 'usage_input_tokens'] as const;
const OUTPUT_KEYS = ['outputTokens', 'output_tokens', 'usage_output_tokens'] as const;
/** `total_nano_aiu` is deliberately not here: it counts a vendor's units, not dollars. */
const COST_KEYS = ['cost', 'estimatedCost'] as const;

function firstOf<T>(sources: readonly JsonObject[], keys: readonly string[], read: (value: unknown) => T | undefined) {
	for (const source of sources) {
		for (const key of keys) {
			const value = read(source[key]);
			if (value !== undefined) return value;
		}
	}
	return undefined;
}

const asName = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : undefined);
const asCount = (value: unknown) => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined);

function asTimestampMs(value: unknown): number | undefined {
	if (typeof value === 'number' && Number.isFinite(value)) return value < 1e11 ? value * 1000 : value;
	return undefined;
}

function readEvent(value: unknown, parseTime: (text: string) => number): UsageEvent | undefined {
	if (!isJsonObject(value)) return undefined;
	const metadata = isJsonObject(value['metadata']) ? value['metadata'] : {};
	const usage = isJsonObject(value['usage']) ? value['usage'] : {};
	const input = firstOf([usage, value], INPUT_KEYS, asCount);
	const output = firstOf([usage, value], OUTPUT_KEYS, asCount);
	const cost = firstOf([value, usage], COST_KEYS, dollarsFromNumber);
	if (input === undefined && output === undefined && cost === undefined) return undefined;
	const stage = firstOf([value, metadata], STAGE_KEYS, asName);
	const { timestamp } = value;
	const timestampMs = typeof timestamp === 'string' ? parseTime(timestamp) : asTimestampMs(timestamp);
	return {
		...(stage === undefined ? {} : { stage }),
		...(input === undefined && output === undefined ? {} : { tokens: { input: input ?? 0, output: output ?? 0 } }),
		...(cost === undefined ? {} : { cost }),
		...(timestampMs === undefined || Number.isNaN(timestampMs) ? {} : { timestampMs }),
	};
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * Reads usage events from a JSON array, one JSON object, or JSON lines. A line that is no JSON is passed over: a
 * pipeline that was killed leaves half a line, and the lines before it count.
 * @param parseTime ISO text to Unix milliseconds, NaN where it is none
 */
export function readUsageEvents(text: string, parseTime: (text: string) => number): readonly UsageEvent[] {
	const content = text.replace(/^\uFEFF/, '').trim();
	if (content === '') return [];
	const whole = parseJson(content);
	const values = Array.isArray(whole) ? whole : whole === undefined ? content.split('\n').map(parseJson) : [whole];
	return values.flatMap((value) => readEvent(value, parseTime) ?? []);
}

/** Tokens and cost of a set of events: the cost an event states, else its tokens at the project's prices. */
export function sumUsage(events: readonly UsageEvent[], pricing: Pricing): StageUsage {
	let tokens: Tokens | undefined;
	let cost: Picodollars | undefined;
	for (const event of events) {
		if (event.tokens) {
			tokens = {
				input: (tokens?.input ?? 0) + event.tokens.input,
				output: (tokens?.output ?? 0) + event.tokens.output,
			};
		}
		const priced = event.cost ?? (event.tokens ? priceTokens(event.tokens, pricing) : undefined);
		if (priced !== undefined) cost = (cost ?? 0n) + priced;
	}
	return { tokens, cost };
}

/**
 * Usage per stage of a run. Events without a stage, and those from before the run (an event file outlives runs), are
 * left out.
 */
export function usageByStage(
	events: readonly UsageEvent[],
	stages: ReadonlySet<string>,
	startedAtMs: number,
	pricing: Pricing,
): ReadonlyMap<string, StageUsage> {
	const grouped = new Map<string, UsageEvent[]>();
	for (const event of events) {
		if (event.stage === undefined || (event.timestampMs ?? startedAtMs) < startedAtMs) continue;
		const name = resolveStageName(event.stage, stages);
		const group = grouped.get(name);
		if (group) group.push(event);
		else grouped.set(name, [event]);
	}
	return new Map([...grouped].map(([name, group]) => [name, sumUsage(group, pricing)]));
}

import { isJsonObject, type JsonObject } from './json.ts';
/** What one agent says of the work that reached it. */
export interface Feedback {
	/** 1 (useless) to 5 (flawless). */
	readonly rating: number;
	readonly issues: readonly string[];
	readonly recommendation: Recommendation;
}

export const RECOMMENDATIONS = ['proceed', 'pause', 'revise'] as const;
export type Recommendation = (typeof RECOMMENDATIONS)[number];

export interface FeedbackConfig {
	readonly minRatingThreshold: number;
	readonly enabled: boolean;
}

export const DEFAULT_FEEDBACK_CONFIG: FeedbackConfig = { minRatingThreshold: 3, enabled: true };

const MARKER = /FEEDBACK:\s*(?=\{)/g;
/** Characters that one object may have, and that all attempts together may scan: output may open many and close none. */
const LONGEST_OBJECT = 65_536;
const LONGEST_SCAN = 4 * LONGEST_OBJECT;

function parseObject(text: string): JsonObject | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isJsonObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** Index just behind the object that opens at `from`, minding strings and nesting; -1 where it never closes. */
function endOfObject(text: string, from: number): number {
	let depth = 0;
	let inString = false;
	const limit = Math.min(text.length, from + LONGEST_OBJECT);
	for (let index = from; index < limit; index++) {
		const character = text[index];
		if (inString) {
			if (character === '\\') index++;
			else if (character === '"') inString = false;
		} else if (character === '"') inString = true;
		else if (character === '{') depth++;
		else if (character === '}' && --depth === 0) return index + 1;
	}
	return -1;
}

/**
 * The first `FEEDBACK: {…}` in an agent's output whose object is JSON, as it stands (keys not normalised), or null.
 * The prompt's own template line (`{"rating":N,…}`), which agents like to repeat, is no JSON and so is passed over.
 */
export function parseFeedbackFromOutput(output: string): JsonObject | null {
	let scanned = 0;
	for (const match of output.matchAll(MARKER)) {
		if (scanned >= LONGEST_SCAN) return null;
		const from = match.index + match[0].length;
		const end = endOfObject(output, from);
		scanned += end < 0 ? LONGEST_OBJECT : end - from;
		const found = end < 0 ? undefined : parseObject(output.slice(from, end));
		if (found) return found;
	}
	return null;
}

/** `rec` becomes `recommendation`; where both are given the full key wins. */
export function normalizeFeedbackKeys(feedback: JsonObject): JsonObject {
	const { rec, ...rest } = feedback;
	return rec === undefined || 'recommendation' in rest ? rest : { ...rest, recommendation: rec };
}

export interface FeedbackValidation {
	readonly valid: boolean;
	readonly errors: readonly string[];
}

const isRecommendation = (value: unknown): value is Recommendation =>
	(RECOMMENDATIONS as readonly unknown[]).includes(value);

/** Checks a feedback object with normalised keys. */
export function validateFeedback(feedback: unknown): FeedbackValidation {
	if (!isJsonObject(feedback)) return { valid: false, errors: ['feedback must be an object'] };
	const { rating, issues, recommendation } = feedback;
	const errors: string[] = [];
	if (!(Number.isInteger(rating) && Number(rating) >= 1 && Number(rating) <= 5)) {
		errors.push('rating must be an integer from 1 to 5');
	}
	if (!(Array.isArray(issues) && issues.every((issue) => typeof issue === 'string'))) {
		errors.push('issues must be an array of strings');
	}
	if (!isRecommendation(recommendation)) {
		errors.push(`recommendation must be one of: ${RECOMMENDATIONS.join(', ')}`);
	}
	return { valid: errors.length === 0, errors };
}

export type FeedbackReading =
	| { readonly kind: 'feedback'; readonly feedback: Feedback }
	| { readonly kind: 'none'; readonly reason: string };

/** Reads an agent's output, or a bare JSON object, into feedback that can be stored. */
export function readFeedback(text: string): FeedbackReading {
	const raw = parseFeedbackFromOutput(text) ?? parseObject(text.trim());
	if (!raw) return { kind: 'none', reason: 'no FEEDBACK: {…} line found' };
	const normalized = normalizeFeedbackKeys(raw);
	const { errors } = validateFeedback(normalized);
	if (errors.length > 0) return { kind: 'none', reason: errors.join('; ') };
	const { rating, issues, recommendation } = normalized as unknown as Feedback;
	return { kind: 'feedback', feedback: { rating, issues, recommendation } };
}

/** Whether the quality gate stops the pipeline: the rating is below the threshold, or the agent says so. */
export function shouldPause(feedback: Feedback, config: FeedbackConfig): boolean {
	return config.enabled && (feedback.rating < config.minRatingThreshold || feedback.recommendation === 'pause');
}

/** Reads `.claude/feedback-config.json`; a key of the wrong type takes its default. */
export function readFeedbackConfig(config: unknown): FeedbackConfig {
	const given = isJsonObject(config) ? config : {};
	const { minRatingThreshold, enabled } = given;
	return {
		minRatingThreshold:
			typeof minRatingThreshold === 'number' ? minRatingThreshold : DEFAULT_FEEDBACK_CONFIG.minRatingThreshold,
		enabled: typeof enabled === 'boolean' ? enabled : DEFAULT_FEEDBACK_CONFIG.enabled,
	};
}

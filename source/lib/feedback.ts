import {
	normalizeFeedbackKeys as normalize,
	parseFeedbackFromOutput as parse,
	readFeedbackConfig,
	shouldPause as shouldPauseFor,
} from '../core/feedback.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';

/**
 * The first `FEEDBACK: {…}` in an agent's output whose object is JSON, with its keys as they stand; null where there is
 * none.
 */
export function parseFeedbackFromOutput(output: string): JsonObject | null {
	return typeof output === 'string' ? parse(output) : null;
}

/** `rec` becomes `recommendation`; where both are given the full key wins. A copy; without keys for no object. */
export function normalizeFeedbackKeys(feedback: JsonObject): JsonObject {
	return isJsonObject(feedback) ? normalize(feedback) : {};
}

/** Settings of the quality gate, as in `.claude/feedback-config.json`; what is absent takes its default. */
export interface FeedbackGate {
	/** Ratings below it pause. Default 3. */
	readonly minRatingThreshold?: number;
	/** Default true. */
	readonly enabled?: boolean;
}

/** What the gate looks at. */
export interface Rated {
	readonly rating?: unknown;
	readonly recommendation?: unknown;
	/** Short for `recommendation`. */
	readonly rec?: unknown;
}

/** Whether the pipeline should stop here: the rating is below the threshold, or the agent recommends `pause`. */
export function shouldPause(feedback: Rated, config: FeedbackGate = {}): boolean {
	if (!isJsonObject(feedback)) return false;
	const { rating, recommendation } = normalize({ ...feedback });
	const known = { rating: typeof rating === 'number' ? rating : Number.POSITIVE_INFINITY, issues: [] };
	const isPause = recommendation === 'pause';
	return shouldPauseFor({ ...known, recommendation: isPause ? 'pause' : 'proceed' }, readFeedbackConfig(config));
}

import { randomUuid } from '../adapters/random-id.ts';
import { isJsonObject } from '../core/json.ts';
import { toJsonObject } from './json-copy.ts';

/** A run as its recorder knows it. Times are ISO 8601 texts, durations milliseconds, costs dollars. */
export interface RunData {
	/** UUID v4; one is made where there is none. */
	readonly runId?: string;
	readonly featureId?: string;
	readonly slug: string;
	/** `success`, `failed`, `paused` or `aborted`. */
	readonly status: string;
	readonly startedAt: string;
	readonly completedAt: string;
	readonly totalDurationMs: number;
	/** By name: `{status, durationMs, startedAt?, completedAt?, tokens?: {input, output}, cost?, feedback?}`. */
	readonly stages?: Readonly<Record<string, unknown>>;
	/** By stage: `{rating, issues, recommendation}`. Left out of the payload when empty. */
	readonly feedback?: Readonly<Record<string, unknown>> | null;
	/** File name → base64 of gzip, as `compressArtifact` makes it. Left out of the payload when empty. */
	readonly artifacts?: Readonly<Record<string, string>> | null;
	/** Who and where: `{gitUser, gitEmail, repoUrl, repoName, …}`. Only audience `on` sends it. */
	readonly identity?: Readonly<Record<string, unknown>> | null;
	/** `commitHash`, `failedStage`, `pausedAfter`, `type`, `totalCost` and whatever else is known of the run. */
	readonly [key: string]: unknown;
}

/** The envelope of one event. */
export interface Payload {
	readonly runId: string;
	/** What `RunData` says of the run itself. */
	readonly run: Readonly<Record<string, unknown>>;
	readonly identity?: Readonly<Record<string, unknown>>;
	readonly artifacts?: Readonly<Record<string, string>>;
}

const isEmpty = (value: unknown) => value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** Only texts are artifacts. */
function readArtifacts(value: unknown): Readonly<Record<string, string>> {
	if (!isJsonObject(value)) return {};
	return Object.fromEntries(
		Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
	);
}

/**
 * The envelope of a finished run. A copy of plain JSON data: `runData` stays as it is, and what JSON can't hold (NaN,
 * cycles, functions) is left out.
 * @returns `{runId, run, identity?, artifacts?}`; `run` has every key of `runData` but those, and no empty `feedback`
 */
export function buildPayload(runData: RunData): Payload {
	const { runId, artifacts, identity, feedback, ...run } = toJsonObject(runData);
	const files = readArtifacts(artifacts);
	return {
		runId: typeof runId === 'string' && runId !== '' ? runId : randomUuid(),
		run: feedback === undefined || isEmpty(feedback) ? run : { ...run, feedback },
		...(isJsonObject(identity) && !isEmpty(identity) ? { identity } : {}),
		...(isEmpty(files) ? {} : { artifacts: files }),
	};
}

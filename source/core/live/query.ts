import { LABELS, type Severity } from '../metrics/labels.ts';
import type { Parsed } from '../settings/definitions.ts';

/** Lengths of time that can be asked for, in milliseconds, counted back from now. */
export const WINDOWS = {
	'1h': 3_600_000,
	'24h': 86_400_000,
	'7d': 604_800_000,
	'30d': 2_592_000_000,
	all: Number.POSITIVE_INFINITY,
} as const;

export type Window = keyof typeof WINDOWS;
const DEFAULT_WINDOW: Window = 'all';

/** Which snapshots, and which of their points; what is given holds together. */
export interface LiveQuery {
	readonly window: Window;
	readonly stage?: string | undefined;
	/** Only what has failures of this severity. */
	readonly severity?: Severity | undefined;
	/** A metric's name, or the beginning of some with a `*` behind it. */
	readonly metric?: string | undefined;
	/** Slug or id of a feature. */
	readonly feature?: string | undefined;
	readonly status?: string | undefined;
}

/** What each dimension takes; undefined is any text. */
export const LIVE_CHOICES: Readonly<Record<keyof LiveQuery, readonly string[] | undefined>> = {
	window: Object.keys(WINDOWS),
	stage: LABELS.stage,
	severity: LABELS.severity,
	status: LABELS.status,
	metric: undefined,
	feature: undefined,
};

const LIVE_DIMENSIONS = Object.keys(LIVE_CHOICES) as readonly (keyof LiveQuery)[];

/**
 * Reads a query. Fails closed: an unknown dimension, window, stage, severity or status is an error that names the
 * choices, never "everything".
 */
export function parseLiveQuery(given: Readonly<Record<string, string | undefined>>): Parsed<LiveQuery> {
	const read: [string, string][] = [];
	for (const [name, text] of Object.entries(given)) {
		if (text === undefined) continue;
		const shown = JSON.stringify(text.slice(0, 60));
		if (!(LIVE_DIMENSIONS as readonly string[]).includes(name)) {
			return {
				kind: 'problem',
				message: `${JSON.stringify(name.slice(0, 60))} must be one of: ${LIVE_DIMENSIONS.join(', ')}`,
			};
		}
		const choices = LIVE_CHOICES[name as keyof LiveQuery];
		if (choices && !choices.includes(text)) {
			return { kind: 'problem', message: `${name} is ${shown}: must be one of: ${choices.join(', ')}` };
		}
		if (text === '') return { kind: 'problem', message: `${name} is empty` };
		read.push([name, text]);
	}
	return { kind: 'value', value: { window: DEFAULT_WINDOW, ...Object.fromEntries(read) } };
}

import { nowMs, toIso } from '../../adapters/clock.ts';
import type { Paint } from '../../adapters/terminal.ts';
import type { TimeWindow } from '../../core/history/time-window.ts';
import { SEEDED_WORDS } from '../../core/live/seeded-words.ts';
import { printableJson } from '../../core/printable-json.ts';
import type { RunDetails } from '../../core/run-details.ts';
import { type Dashboard, dashboard, type Watched } from '../../core/watch/dashboard.ts';
import type { WatchEvent } from '../../core/watch/events.ts';
import { dashboardJson, detailsJson, eventJson } from '../../core/watch/json.ts';
import { renderRunDetails } from '../../render/run-details.ts';
import { renderWatchFrame } from '../../render/watch-frame.ts';
import { dashboardSentences, eventSentence } from '../../render/watch-sentences.ts';
import type { WatchMode } from './mode.ts';

/** A way to print what is watched; texts may have several lines. */
export interface WatchOutput {
	/** How things stand. */
	readonly state: (dashboard: Dashboard) => string;
	readonly event: (event: WatchEvent, atMs: number) => string;
	readonly details: (details: RunDetails) => string;
}

const ROWS = 10;

/**
 * The renderers that need no terminal, by the format asked for.
 * @param isSeeded whether what is watched is a demonstration, which every output says
 */
export function createOutput(format: WatchMode['format'], paint: Paint, isSeeded: boolean): WatchOutput {
	const source = isSeeded ? 'seeded' : 'live';
	const labelled = (text: string) => (isSeeded ? `${SEEDED_WORDS}\n${text}` : text);
	const details = (found: RunDetails) => labelled(renderRunDetails(found, nowMs()));
	switch (format) {
		case 'json':
			return {
				state: (shown) => printableJson({ type: 'state', source, ...dashboardJson(shown, toIso) }),
				event: (event, atMs) => printableJson(eventJson(event, atMs, toIso)),
				details: (found) => printableJson({ source, ...detailsJson(found, toIso) }),
			};
		case 'plain':
			return {
				state: (shown) => labelled(renderWatchFrame(shown, { paint, rows: ROWS })),
				event: (event, atMs) => `${toIso(atMs)}  ${eventSentence(event)}`,
				details,
			};
		case 'sentences':
			return { state: (shown) => labelled(dashboardSentences(shown).join('\n')), event: eventSentence, details };
	}
}

export const dashboardNow = (watched: Watched, window: TimeWindow): Dashboard => dashboard(watched, window, nowMs());

import { formatAge } from '../../../core/format.ts';
import { plural } from '../../../core/plural.ts';
import { toTerminalText } from '../../../core/terminal-text.ts';
import type { NowRow } from '../../../core/watch/now-pane.ts';
import { figuresTexts, HEADER_WORDS, queueText } from '../../../render/watch-words.ts';
import type { Screen } from '../../screen.ts';
import type { Span } from '../../theme/tokens.ts';
import { span } from '../../widgets/line/spans.ts';
import { WATCH_KEYMAP } from './keys.ts';
import type { WatchAction, WatchIntent, WatchNews, WatchState } from './model.ts';
import { dashboardOf } from './selectors.ts';
import { reduceWatch } from './state.ts';
import { WatchView } from './view.tsx';

const STATE_TOKENS = { live: 'good', stale: 'bad', demo: 'warn' } as const;

function headerOf(
	state: WatchState,
	nowMs: number,
): { readonly left: readonly Span[]; readonly right: readonly Span[] } {
	const { header } = dashboardOf(state, nowMs);
	const hasTrouble = header.queued > 0 || header.rejected > 0;
	return {
		left: [
			span(toTerminalText(header.project), 'title'),
			span('  '),
			span(HEADER_WORDS[header.state], STATE_TOKENS[header.state]),
			span(`  audience ${header.audience}`, 'quiet'),
		],
		right: [
			span(`  ${queueText(header)}`, hasTrouble ? 'warn' : 'quiet'),
			span(`  updated ${formatAge(header.updatedAtMs, nowMs)}`, 'quiet'),
		],
	};
}

/** How far the run that began first is, by its stages. */
function progressOf({ stages }: NowRow): number | undefined {
	if (stages.length === 0) return undefined;
	return stages.filter(({ state }) => state !== 'pending' && state !== 'running').length / stages.length;
}

/** What is left on the normal screen. */
function summaryOf(state: WatchState): string {
	const { header, runs, now } = dashboardOf(state, state.watched.facts.readAtMs);
	const span = runs.window === 'all' ? 'in all' : `in ${runs.window}`;
	const last = runs.rows.find(({ kind }) => kind === 'run');
	const place = last?.stage === undefined ? '' : ` at ${toTerminalText(last.stage)}`;
	const label = header.state === 'demo' ? `${HEADER_WORDS.demo}: ` : '';
	return [
		`${label}${figuresTexts(runs.figures).join(', ')} ${span}`,
		`${plural(now.rows.length, 'run')} in progress`,
		...(last ? [`last: ${toTerminalText(last.slug ?? '')} ${toTerminalText(last.status ?? 'unknown')}${place}`] : []),
		queueText(header),
	].join('; ');
}

/** `murmur8 watch` */
export const WATCH_SCREEN: Screen<WatchState, WatchAction, WatchNews, WatchIntent> = {
	name: 'watch',
	keymap: WATCH_KEYMAP,
	context: ({ isFiltering, open }) => (isFiltering ? 'filter' : open ? 'details' : 'panes'),
	reduce: reduceWatch,
	view: WatchView,
	header: headerOf,
	isRunning: ({ watched: { facts } }) => facts.runs.length > 0 || facts.pipelines.length > 0,
	progress: ({ watched, window }) => {
		const [first] = dashboardOf({ watched, window } as WatchState, watched.facts.readAtMs).now.rows;
		return first && progressOf(first);
	},
	summary: summaryOf,
};

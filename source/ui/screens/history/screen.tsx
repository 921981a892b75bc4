import { HEADER_WORDS } from '../../../render/watch-words.ts';
import type { Screen } from '../../screen.ts';
import { span } from '../../widgets/line/spans.ts';
import { HISTORY_KEYMAP, type HistoryAction } from './keys.ts';
import type { HistoryEvent, HistoryIntent, HistoryState } from './model.ts';
import { reduceHistory } from './state.ts';
import { HistoryView } from './view.tsx';

type HistorySource = 'live' | 'seeded';
export type HistoryScreen = Screen<HistoryState, HistoryAction, HistoryEvent, HistoryIntent>;

/** Seeded data never pass for real ones, neither on the screen nor in what is left of it. */
const DEMO = HEADER_WORDS.demo;

function summary({ records, shown }: HistoryState, source: HistorySource): string {
	const failed = shown.newestFirst.filter(({ status }) => status === 'failed').length;
	const all = shown.length === records.length ? '' : ` of ${records.length}`;
	const label = source === 'seeded' ? `${DEMO}: ` : '';
	return `${label}${shown.length}${all} ${shown.length === 1 ? 'run' : 'runs'}, ${failed} failed`;
}

/** @param project name of the project, safe to print */
export function createHistoryScreen(project: string, source: HistorySource = 'live'): HistoryScreen {
	return {
		name: 'history',
		keymap: HISTORY_KEYMAP,
		context: ({ mode }) => mode,
		reduce: reduceHistory,
		view: (props) => <HistoryView {...props} />,
		header: ({ records, total, isLoading, problem, marked }) => {
			const reading =
				isLoading && total > records.length ? [span(`reading ${records.length} of ${total}`, 'busy')] : [];
			const marks = marked.length > 0 ? [span(`${marked.length} marked  `, 'warn')] : [];
			const stale = problem === '' ? [] : [span(`STALE ${problem}`, 'bad')];
			const label = source === 'seeded' ? [span(`  ${DEMO}`, 'warn')] : [];
			return { left: [span(project), ...label, span('  history', 'quiet')], right: [...marks, ...reading, ...stale] };
		},
		isRunning: () => false,
		summary: (state) => summary(state, source),
	};
}

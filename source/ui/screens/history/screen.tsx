import type { Screen } from '../../screen.ts';
import { span } from '../../widgets/line/spans.ts';
import { HISTORY_KEYMAP, type HistoryAction } from './keys.ts';
import type { HistoryEvent, HistoryIntent, HistoryState } from './model.ts';
import { reduceHistory } from './state.ts';
import { HistoryView } from './view.tsx';

export type HistoryScreen = Screen<HistoryState, HistoryAction, HistoryEvent, HistoryIntent>;

function summary({ records, shown }: HistoryState): string {
	const failed = shown.filter(({ status }) => status === 'failed').length;
	const all = shown.length === records.length ? '' : ` of ${records.length}`;
	return `${shown.length}${all} ${shown.length === 1 ? 'run' : 'runs'}, ${failed} failed`;
}

/** @param project name of the project, safe to print */
export function createHistoryScreen(project: string): HistoryScreen {
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
			return { left: [span(project), span('  history', 'quiet')], right: [...marks, ...reading, ...stale] };
		},
		isRunning: () => false,
		summary,
	};
}

import type { Dashboard } from '../../../core/watch/dashboard.ts';
import type { Size } from '../../screen.ts';
import { innerRows } from '../../widgets/panel/layout.ts';
import { tableRows } from '../../widgets/table/lines.ts';
import type { Pane } from './model.ts';

/** Where each pane is; a pane that is not there has no room. */
export interface WatchLayout {
	/** `one`: so little room that only the active pane is shown, under a line that names them all. */
	readonly kind: 'wide' | 'stacked' | 'one';
	readonly sizes: Readonly<Partial<Record<Pane, Size>>>;
	/** Lines above the panes for what is wrong. */
	readonly problemRows: number;
}

const WIDE_COLUMNS = 100;
const STACKED_COLUMNS = 60;
const FRAME = 2;
/** Fewer rows than a frame, a title and three runs are no table. */
const LEAST_TABLE = 6;
const MOST_PROBLEMS = 2;
const FAILURES_SHARE = 0.34;
const DELIVERY_ROWS = 4;
/** Lines of the delivery pane above its log. */
const DELIVERY_SUMMARY = 1;

/** How the room is shared out: what moves gets what it needs, the runs get the rest. */
export function layoutOf({ columns, rows }: Size, { now, failures, problems }: Dashboard, active: Pane): WatchLayout {
	const problemRows = Math.min(MOST_PROBLEMS, problems.length);
	const room = rows - problemRows;
	const waitingRow = now.waiting.length > 0 ? 1 : 0;
	const nowRows = Math.min(FRAME + Math.max(1, now.rows.length) + waitingRow, Math.max(3, Math.floor(room / 3)));
	const middle = room - nowRows - DELIVERY_ROWS;
	if (columns >= WIDE_COLUMNS && middle >= LEAST_TABLE) {
		const right = Math.floor(columns * FAILURES_SHARE);
		return {
			kind: 'wide',
			problemRows,
			sizes: {
				now: { columns, rows: nowRows },
				runs: { columns: columns - right, rows: middle },
				failures: { columns: right, rows: middle },
				delivery: { columns, rows: DELIVERY_ROWS },
			},
		};
	}
	const failuresRows = Math.min(FRAME + Math.max(1, failures.groups.length), 5);
	if (columns >= STACKED_COLUMNS && middle - failuresRows >= LEAST_TABLE) {
		return {
			kind: 'stacked',
			problemRows,
			sizes: {
				now: { columns, rows: nowRows },
				runs: { columns, rows: middle - failuresRows },
				failures: { columns, rows: failuresRows },
				delivery: { columns, rows: DELIVERY_ROWS },
			},
		};
	}
	return { kind: 'one', problemRows, sizes: { [active]: { columns, rows: Math.max(3, room - 1) } } };
}

/** Rows of data that a pane's list shows. */
export function roomOf({ sizes }: WatchLayout, pane: Pane): number {
	const inner = innerRows(sizes[pane]?.rows ?? FRAME + 1);
	if (pane === 'runs') return tableRows(inner);
	return Math.max(1, pane === 'delivery' ? inner - DELIVERY_SUMMARY : inner);
}

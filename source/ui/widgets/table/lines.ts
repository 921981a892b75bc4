import type { Size } from '../../screen.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { span } from '../line/spans.ts';
import { listLine, type Sliceable, visibleRows } from '../virtual-list/layout.ts';
import type { ListState } from '../virtual-list/state.ts';
import { type Column, headerLine, placeColumns, rowLine, type Sorting } from './layout.ts';

interface TableProps<Row, Name extends string> {
	readonly rows: Sliceable<Row>;
	readonly columns: readonly Column<Row, Name>[];
	readonly list: ListState;
	readonly sorting?: Sorting<Name> | undefined;
	readonly isMarked?: ((row: Row) => boolean) | undefined;
	readonly size: Size;
	readonly theme: Theme;
}

/** Columns before the first cell: pointer and mark. */
const POINTERS = 2;
const HEADER_ROWS = 1;

/** Rows of data that a table of this height shows. */
export const tableRows = (rows: number): number => Math.max(1, rows - HEADER_ROWS);

/** A table of which only what is seen is made. */
export function tableLines<Row, Name extends string>(props: TableProps<Row, Name>): readonly (readonly Span[])[] {
	const { rows, columns, list, sorting, isMarked, size, theme } = props;
	const visible = visibleRows(rows, list, tableRows(size.rows));
	const placed = placeColumns(columns, visible, Math.max(0, size.columns - POINTERS));
	return [
		[span(' '.repeat(POINTERS)), ...headerLine(placed, sorting, theme)],
		...visible.map((row, index) =>
			listLine(
				rowLine(placed, row, theme),
				{ isSelected: list.top + index === list.selected, isMarked: isMarked?.(row) ?? false },
				size.columns,
				theme,
			),
		),
	];
}

import { displayWidth } from './width.ts';

/** Colours a cell's text; what it adds takes no columns. */
export type PaintCell = (cell: string, row: number, column: number) => string;

/** Columns padded to their widest cell, two spaces apart; cells must be printable lines already. */
export function renderTable(rows: readonly (readonly string[])[], paint: PaintCell = (cell) => cell): string {
	const widths: number[] = [];
	for (const row of rows) {
		for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
	}
	const pad = (cell: string, column: number) => ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
	return rows
		.map((row, index) =>
			row
				.map((cell, column) => paint(cell, index, column) + pad(cell, column))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}

import { displayWidth } from './width.ts';

/** Columns padded to their widest cell, two spaces apart; cells must be printable lines already. */
export function renderTable(rows: readonly (readonly string[])[]): string {
	const widths: number[] = [];
	for (const row of rows) {
		for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
	}
	const pad = (cell: string, column: number) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
	return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

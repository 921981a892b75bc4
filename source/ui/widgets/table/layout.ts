import { displayWidth } from '../../../render/width.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span, Token } from '../../theme/tokens.ts';
import { padText, span } from '../line/spans.ts';

/** A column of a table over rows of any kind. */
export interface Column<Row, Name extends string = string> {
	readonly name: Name;
	readonly title: string;
	readonly align: 'left' | 'right';
	/** The lowest stay longest where there is little room. */
	readonly priority: number;
	/** Columns it needs at least, and takes at most. */
	readonly width: readonly [least: number, most: number];
	/** Takes what is left over; one column of a table does. */
	readonly grows?: true;
	readonly cell: (row: Row) => Span;
}

export interface PlacedColumn<Row, Name extends string = string> {
	readonly column: Column<Row, Name>;
	readonly width: number;
}

const GAP = 2;

const takenBy = (widths: readonly number[]) =>
	widths.reduce((sum, width) => sum + width, GAP * Math.max(0, widths.length - 1));

/** How wide a column would be to show these rows whole. */
function wishOf<Row>({ title, width, cell }: Column<Row>, rows: readonly Row[]): number {
	const [least, most] = width;
	const widest = rows.reduce((sum, row) => Math.max(sum, displayWidth(cell(row).text)), displayWidth(title) + GAP);
	return Math.min(most, Math.max(least, widest));
}

/** Drops what is least important until the rest fits at its least width. */
function keepFitting<Row, Name extends string>(columns: readonly Column<Row, Name>[], room: number) {
	let kept = columns;
	while (kept.length > 1 && takenBy(kept.map(({ width: [least] }) => least)) > room) {
		const last = Math.max(...kept.map(({ priority }) => priority));
		kept = kept.filter(({ priority }) => priority !== last);
	}
	return kept;
}

/**
 * Which columns there is room for, and how wide each is: first all at their least, then what they wish for in the order
 * of their priority, then all that is left to the one that grows.
 * @param rows those on screen: the widths are made for them
 */
export function placeColumns<Row, Name extends string>(
	columns: readonly Column<Row, Name>[],
	rows: readonly Row[],
	room: number,
): readonly PlacedColumn<Row, Name>[] {
	const kept = keepFitting(columns, room);
	const widths = new Map(kept.map((column) => [column, column.width[0]]));
	let rest = room - takenBy([...widths.values()]);
	for (const column of kept.toSorted((one, other) => one.priority - other.priority)) {
		const more = Math.max(0, Math.min(rest, wishOf(column, rows) - column.width[0]));
		widths.set(column, column.width[0] + more);
		rest -= more;
	}
	const growing = kept.find(({ grows }) => grows);
	if (growing && rest > 0) widths.set(growing, (widths.get(growing) ?? 0) + rest);
	return kept.map((column) => ({ column, width: Math.min(room, widths.get(column) ?? 0) }));
}

const between = (cells: readonly Span[]) =>
	cells.flatMap((cell, index) => (index === 0 ? [cell] : [span(' '.repeat(GAP)), cell]));

export interface Sorting<Name extends string = string> {
	readonly column: Name;
	readonly isDescending: boolean;
}

/** The line of titles; the column that is sorted by has an arrow. */
export function headerLine<Row, Name extends string>(
	placed: readonly PlacedColumn<Row, Name>[],
	sorting: Sorting<Name> | undefined,
	{ glyphs }: Theme,
): readonly Span[] {
	const cells = placed.map(({ column: { name, title, align }, width }) => {
		const isSorted = sorting?.column === name;
		const arrow = sorting?.isDescending ? glyphs.sortedDown : glyphs.sortedUp;
		const text = isSorted ? (align === 'right' ? `${arrow} ${title}` : `${title} ${arrow}`) : title;
		const token: Token = isSorted ? 'accent' : 'quiet';
		return span(padText(text, width, glyphs.ellipsis, align), token);
	});
	return between(cells);
}

export function rowLine<Row, Name extends string>(
	placed: readonly PlacedColumn<Row, Name>[],
	row: Row,
	{ glyphs }: Theme,
): readonly Span[] {
	return between(
		placed.map(({ column, width }) => {
			const cell = column.cell(row);
			return { ...cell, text: padText(cell.text, width, glyphs.ellipsis, column.align) };
		}),
	);
}

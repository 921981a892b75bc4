import { element, foreign } from './dom.ts';

export interface Column<T> {
	readonly title: string;
	readonly isNumber?: true;
	readonly isLong?: true;
	/** A text is somebody else's unless an element says otherwise. */
	readonly cell: (row: T) => string | Node;
}

const classOf = ({ isNumber, isLong }: Pick<Column<never>, 'isNumber' | 'isLong'>) =>
	isNumber ? 'number' : isLong ? 'long' : undefined;

/** A table that scrolls in its own box, by keyboard too. @param rowClass of a row; undefined for none */
export function table<T>(
	caption: string,
	columns: readonly Column<T>[],
	rows: readonly T[],
	rowClass: (row: T) => string | undefined = () => undefined,
): HTMLElement {
	const head = columns.map((column) => element('th', { scope: 'col', class: classOf(column) }, column.title));
	const body = rows.map((row) => {
		const cells = columns.map((column) => {
			const content = column.cell(row);
			return element('td', { class: classOf(column) }, typeof content === 'string' ? foreign(content) : content);
		});
		return element('tr', { class: rowClass(row) }, ...cells);
	});
	const made = element(
		'table',
		{},
		element('caption', {}, caption),
		element('thead', {}, element('tr', {}, ...head)),
		element('tbody', {}, ...body),
	);
	return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `${caption}, table` }, made);
}

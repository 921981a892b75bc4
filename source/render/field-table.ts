import { AUDIENCES } from '../core/privacy/audience.ts';
import type { FieldRow } from '../core/privacy/field-table.ts';
import { renderTable } from './table.ts';

const SEEN = '✓';
const WITHHELD = '·';
/** It gets nothing, whatever the field. */
const COLUMNS = AUDIENCES.filter((audience) => audience !== 'off');

/** Every field of an event and which audience gets it, one line each. */
export function renderFieldTable(rows: readonly FieldRow[]): string {
	const header = ['FIELD', 'CLASS', 'TYPE', ...COLUMNS.map((audience) => audience.toUpperCase()), 'MEANING'];
	const lines = rows.map(({ path, class: dataClass, type, unit, meaning, audiences }) => [
		path,
		dataClass,
		unit === undefined ? type : `${type} (${unit})`,
		...COLUMNS.map((audience) => (audiences.includes(audience) ? SEEN : WITHHELD)),
		meaning,
	]);
	const legend = `${SEEN} sent  ${WITHHELD} withheld; at audience off nothing is sent, and what is not listed only at on`;
	return [renderTable([header, ...lines]), '', legend].join('\n');
}

import { printableJson } from '../../core/printable-json.ts';
import { type FieldRow, fieldRows } from '../../core/privacy/field-table.ts';
import { renderFieldTable } from '../../render/field-table.ts';
import type { Context, Flags } from '../spec.ts';

/** `telemetry-config preview --fields`: every field there is and who gets it; needs no run and no settings. */
export function previewFields(flags: Flags, context: Context): number {
	const rows: readonly FieldRow[] = fieldRows();
	context.print(flags['json'] ? printableJson({ fields: rows }) : renderFieldTable(rows));
	return 0;
}

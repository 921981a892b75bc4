import { toIso } from '../../adapters/clock.ts';
import { printableJson } from '../../core/printable-json.ts';
import { toPrintableLine } from '../../core/text.ts';
import { renderTable } from '../../render/table.ts';
import { type AuditLine, listAuditLines } from '../../store/audit.ts';
import { openExistingDatabase } from '../../store/database.ts';
import { type Handler, textFlag, UserError } from '../spec.ts';
import { findProject } from '../workplace.ts';

const ALL = -1;

function readLimit(text: string | undefined): number {
	if (text === undefined) return ALL;
	const limit = Number(text);
	if (Number.isSafeInteger(limit) && limit > 0) return limit;
	throw new UserError('--limit is no whole number', 'Give one: --limit 50');
}

function readLines(path: string, limit: number): readonly AuditLine[] {
	const database = openExistingDatabase(path);
	try {
		return database ? listAuditLines(database, limit) : [];
	} finally {
		database?.close();
	}
}

const detailsText = (details: AuditLine['details']) =>
	Object.entries(details)
		.map(([name, value]) => `${name}=${toPrintableLine(value ?? '-', 120)}`)
		.join(' ');

/** `telemetry audit`: as JSON it is one line an event, to append to a log. */
export const telemetryAudit: Handler = ({ flags }, context) => {
	const lines = readLines(findProject(context).databasePath, readLimit(textFlag(flags, 'limit')));
	if (flags['json']) {
		for (const { atMs, osUser, event, details } of lines)
			context.print(printableJson({ at: toIso(atMs), osUser, event, ...details }));
		return 0;
	}
	const rows = lines.map(({ atMs, osUser, event, details }) => [
		toIso(atMs),
		toPrintableLine(osUser, 32),
		event,
		detailsText(details),
	]);
	context.print(rows.length === 0 ? 'No telemetry was recorded here.' : renderTable(rows));
	return 0;
};

import { resolve } from 'node:path';
import { localMidnightMs, parseTime } from '../../adapters/local-time.ts';
import { writeOutputFile } from '../../adapters/output-file.ts';
import { errorText } from '../../core/error-text.ts';
import { toCsv } from '../../core/history/csv.ts';
import { type Moment, parseMoment } from '../../core/history/moment.ts';
import { projectEntry } from '../../core/history/project-entry.ts';
import { type HistoryRow, readHistoryRow } from '../../core/history/row.ts';
import { isSelected, type Selection } from '../../core/history/select.ts';
import { printableJson } from '../../core/printable-json.ts';
import { AUDIENCES, type Audience, parseAudience } from '../../core/privacy/audience.ts';
import { toPrintableLine } from '../../core/text.ts';
import { type Context, type Flags, type Handler, textFlag, UserError } from '../spec.ts';
import { type History, viewHistory } from './access.ts';

function readMoment(flags: Flags, name: 'since' | 'until'): Moment | undefined {
	const given = textFlag(flags, name);
	const moment = given === undefined ? undefined : parseMoment(given, { localMidnightMs, parseTime });
	if (given !== undefined && !moment) {
		throw new UserError(
			`--${name} is no real date: ${JSON.stringify(toPrintableLine(given, 60))}`,
			`Give a day or a time: --${name} 2026-02-28, --${name} 2026-02-28T12:00:00Z`,
		);
	}
	return moment;
}

function readSelection(flags: Flags): Selection {
	const [since, until] = [readMoment(flags, 'since'), readMoment(flags, 'until')];
	if (since && until && since.fromMs >= until.beforeMs) {
		throw new UserError('--since is later than --until', 'Swap them: nothing lies between them');
	}
	return { since, until, status: textFlag(flags, 'status'), slug: textFlag(flags, 'feature') };
}

export interface Selected {
	readonly entry: unknown;
	readonly row: HistoryRow;
}

function readAudience(flags: Flags): Audience | undefined {
	const given = textFlag(flags, 'audience');
	const audience = given === undefined ? undefined : parseAudience(given);
	if (given !== undefined && !audience) {
		throw new UserError(
			`--audience is ${JSON.stringify(toPrintableLine(given, 60))}, but must be one of: ${AUDIENCES.join(', ')}`,
			'See: murmur8 history export --help',
		);
	}
	return audience;
}

/** @returns entries as this audience may see them; one's own are seen in full */
function seenBy(audience: Audience | undefined, entries: readonly unknown[]): readonly unknown[] {
	if (audience === undefined) return entries;
	return entries.map((entry) => projectEntry(entry, audience)).filter((entry) => entry !== undefined);
}

/** Oldest first, as in the published file. Projected before it is filtered: which rows match would tell, too. */
function select(history: History, selection: Selection, audience: Audience | undefined): readonly Selected[] {
	return seenBy(audience, history.list())
		.toReversed()
		.map((entry) => ({ entry, row: readHistoryRow(entry, parseTime) }))
		.filter(({ row }) => isSelected(row, selection));
}

/** @param format `csv` or `json` */
export function toText(selected: readonly Selected[], format: string, context: Pick<Context, 'warn'>): string {
	if (format === 'json')
		return `${printableJson(
			selected.map(({ entry }) => entry),
			2,
		)}\n`;
	const readable = selected.filter(({ row }) => row.kind !== 'unreadable');
	const missing = selected.length - readable.length;
	if (missing > 0) context.warn(`murmur8: left out what is no object: ${missing} of ${selected.length} entries`);
	return toCsv(readable.map(({ row }) => row));
}

/** @throws UserError where it can't be written */
export function writeOutput(path: string, text: string): void {
	const shown = toPrintableLine(path, 300);
	let obstacle: string | undefined;
	try {
		obstacle = writeOutputFile(path, Buffer.from(text));
	} catch (error) {
		const reason = errorText(error);
		throw new UserError(`could not write ${shown}`, toPrintableLine(reason, 300), 1);
	}
	if (obstacle !== undefined) throw new UserError(`${shown} is ${obstacle}`, 'Name a regular file or a new one');
}

/** `history export`: to stdout, or whole into a file. */
export const historyExport: Handler = ({ flags }, context) => {
	const selection = readSelection(flags);
	const audience = readAudience(flags);
	const output = textFlag(flags, 'output');
	const format = textFlag(flags, 'format') ?? 'csv';
	return viewHistory({}, context, (history) => {
		const selected = select(history, selection, audience);
		const text = toText(selected, format, context);
		if (output === undefined) return context.write(Buffer.from(text));
		writeOutput(resolve(context.cwd, output), text);
		context.print(`Exported ${selected.length} entries to ${toPrintableLine(output, 300)}`);
	});
};

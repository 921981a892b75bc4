import { nowMs } from '../../adapters/clock.ts';
import { parseMoment } from '../../core/history/moment.ts';
import { toPrintableLine } from '../../core/text.ts';
import type { JobType } from '../../failures/groups/occurrence.ts';
import { type Gate, parseGates } from '../../failures/report/gate.ts';
import { type Flags, textFlag, UserError } from '../spec.ts';

export type Format = 'json' | 'md' | 'html' | 'github';

/** What a report is to be, read from the command line. */
export interface ReportOptions {
	readonly nowMs: number;
	readonly sinceMs: number | undefined;
	/** Printed in place of files; undefined: files. */
	readonly format: Format | undefined;
	/** Folder of the files, as it was given. */
	readonly out: string | undefined;
	readonly gates: readonly Gate[];
	readonly jobType: JobType | undefined;
	/** File that the evidence is written to in place of a report. */
	readonly shard: string | undefined;
	readonly isHtml: boolean;
	readonly hasIssues: boolean;
	readonly hasPullRequest: boolean;
	readonly isRecorded: boolean;
	readonly isJson: boolean;
}

const DAY_MS = 86_400_000;

/** Days of reports are days of UTC: the same on every machine. */
const UTC = {
	localMidnightMs: (year: number, month: number, day: number) => Date.UTC(year, month - 1, day),
	parseTime: (iso: string) => Date.parse(/(?:Z|[+-]\d{2}:\d{2})$/.test(iso) ? iso : `${iso}Z`),
};

const shown = (text: string): string => JSON.stringify(toPrintableLine(text, 60));

function momentOf(text: string, name: string): number {
	const moment = parseMoment(text, UTC);
	if (moment && moment.fromMs >= 0) return moment.fromMs;
	throw new UserError(
		`--${name} is ${shown(text)}: must be a day or a time`,
		`Like --${name} 2026-02-28 or --${name} 2026-02-28T09:30:00Z (UTC)`,
	);
}

/** A day, a time, or `7d`: so many days before now. */
function sinceOf(text: string, now: number): number {
	const days = /^(\d{1,4})d$/.exec(text)?.[1];
	return days === undefined ? momentOf(text, 'since') : Math.max(0, now - Number(days) * DAY_MS);
}

function gatesOf(text: string): readonly Gate[] {
	const gates = parseGates(text);
	if (gates) return gates;
	throw new UserError(
		`--fail-on is ${shown(text)}: must be new, severity:N (0 to 10), or both with a comma`,
		'Like --fail-on severity:7 or --fail-on new,severity:9',
	);
}

function refuseBoth(flags: Flags, one: string, others: readonly string[]): void {
	const other = others.find((name) => flags[name] !== undefined && flags[name] !== false);
	if (flags[one] === undefined || flags[one] === false || other === undefined) return;
	throw new UserError(`--${one} and --${other} exclude each other`, 'See: murmur8 report --help');
}

/** @throws UserError for what can't be, before any work */
export function readOptions(flags: Flags): ReportOptions {
	const text = (name: string) => textFlag(flags, name);
	refuseBoth(flags, 'shard', ['format', 'out', 'html', 'issues', 'pr', 'fail-on', 'record']);
	if (text('out') === undefined) refuseBoth(flags, 'format', ['html', 'issues', 'pr']);
	refuseBoth(flags, 'format', ['json']);
	const [now, since, gates] = [text('now'), text('since'), text('fail-on')];
	const atMs = now === undefined ? nowMs() : momentOf(now, 'now');
	return {
		nowMs: atMs,
		sinceMs: since === undefined ? undefined : sinceOf(since, atMs),
		format: text('format') as Format | undefined,
		out: text('out'),
		gates: gates === undefined ? [] : gatesOf(gates),
		jobType: text('job-type') as JobType | undefined,
		shard: text('shard'),
		isHtml: flags['html'] === true,
		hasIssues: flags['issues'] === true,
		hasPullRequest: flags['pr'] === true,
		isRecorded: flags['record'] === true,
		isJson: flags['json'] === true,
	};
}

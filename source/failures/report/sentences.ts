import type { Report, ReportedGroup } from './report.ts';

/** Words that all forms of a report say the same. */

const SHORT_PRINT = 12;

/** Enough of a fingerprint to tell failures of one report apart; the JSON has all of it. */
export const shortPrint = (fingerprint: string): string => fingerprint.replace('sha256-', '').slice(0, SHORT_PRINT);

export const severityText = (severity: number): string => severity.toFixed(1);

export function headline({ total, groups }: Report): string {
	const top = groups[0] === undefined ? 'none' : severityText(groups[0].severity);
	return `Total sanitized errors: ${total} — Groups: ${groups.length} — Top severity: ${top}`;
}

export function churnSentence({ groups, resolved }: Report): string {
	if (resolved === undefined) {
		return 'Nothing to compare with yet: murmur8 report --record makes a report the one that later ones are compared with.';
	}
	const fresh = groups.filter(({ churn }) => churn === 'new').length;
	return `Since the last recorded report: ${fresh} new, ${groups.length - fresh} recurring, ${resolved.length} resolved.`;
}

export function sourcesSentence({ sourcesRead, skippedNoOptIn, problems }: Report): string {
	return `Sources read: ${sourcesRead}. Sources without opt-in: ${skippedNoOptIn}, neither opened nor listed. Unreadable, wholly or in part: ${problems.length}.`;
}

/** What a report without any source says first. */
export const noSource = ({ problems }: Report): string =>
	problems.length > 0
		? 'None of the logs that opted in could be read. Nothing is known about failures.'
		: 'No log has opted in, so none was read. Nothing is known about failures.';

/** Actions that are worth doing first: one for each failure, the most urgent first, then the worst. */
export function nextActions({ groups }: Report, most: number): readonly ReportedGroup[] {
	const rank = { now: 0, soon: 1, later: 2 } as const;
	const looked = groups.slice(0, 50);
	return looked.toSorted((one, other) => rank[one.action.urgency] - rank[other.action.urgency]).slice(0, most);
}

export const totalOf = (counts: Readonly<Record<string, number>>): number =>
	Object.values(counts).reduce((sum, count) => sum + count, 0);

export const METHOD: readonly string[] = [
	'Logs are read as a stream and sanitised before anything else looks at them; no raw log is stored.',
	'Errors with the same class, message without its values, and innermost calls of the project have one fingerprint: one group.',
	'Severity is log10(count + 1), and 2 for the main branch, 1 for visual or smoke jobs, 1 if the last 7 days have more than the 7 before; 10 at most. 7 and more is an error, 4 and more a warning.',
	'Owners come from CODEOWNERS, else the map of modules, else who last committed to the file; people are shown by handle or hash.',
];

export const LIMITATIONS: readonly string[] = [
	'Only what opted in was looked at: a failure that is not here may still exist.',
	'A failure counts as resolved only where jobs of its kind were read to their end without it.',
	'Owners and actions are suggestions, made from files and texts; nobody was asked and nothing was filed.',
];

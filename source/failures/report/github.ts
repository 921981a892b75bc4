import { workflowCommand } from '../../core/ci/workflow-command.ts';
import { plural } from '../../core/plural.ts';
import type { DigestGroup, ReportDigest } from '../../core/privacy/digest-registry.ts';
import type { Projected } from '../../core/privacy/project.ts';
import { codeCell, table } from './markdown-text.ts';
import { severityText, shortPrint } from './sentences.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'notice' } as const;
const WITHHELD = 'withheld by the audience';

/** What is left of a group that the audience may see a part of. */
type SeenGroup = Partial<DigestGroup>;

function annotation({ bucket = 'info', file, errorClass = 'error', where, ...group }: SeenGroup): string {
	const { severity = 0, count = 0, churn, owner, action, fingerprint = '' } = group;
	const title = where === undefined ? errorClass : `${errorClass} in ${where}`;
	const facts = [
		`severity ${severityText(severity)}`,
		plural(count, 'time'),
		...(churn === undefined ? [] : [churn]),
		...(owner === undefined ? [] : [`owner ${owner}`]),
		...(action === undefined ? [] : [action.toLowerCase()]),
		`fingerprint ${shortPrint(fingerprint)}`,
	];
	return workflowCommand(LEVELS[bucket], { file, title }, facts.join(', '));
}

const seenOf = ({ value = {} }: Partial<Projected<ReportDigest>>): Partial<ReportDigest> => value;

/** A workflow command for each of the worst failures, a line each; nothing where the audience may not see them. */
export const renderAnnotations = (digest: Projected<ReportDigest> | undefined): readonly string[] =>
	(seenOf(digest ?? {}).groups ?? []).map(annotation);

const rowOf = (group: SeenGroup, index: number): readonly string[] => [
	String(index + 1),
	`${severityText(group.severity ?? 0)} ${group.bucket ?? ''}${group.churn === 'new' ? ', new' : ''}`,
	codeCell([group.errorClass, group.where].filter((text) => text !== undefined).join(' in '), 120),
	String(group.count ?? 0),
	group.owner === undefined ? '' : codeCell(group.owner, 60),
	group.action ?? '',
	codeCell(shortPrint(group.fingerprint ?? '')),
];

/** Markdown for the summary of the job. */
export function renderJobSummary(digest: Projected<ReportDigest> | undefined): string {
	const { total, groupCount, topSeverity, newCount, resolvedCount, groups, ...rest } = seenOf(digest ?? {});
	if (total === undefined || groupCount === undefined) return `## Telemetry report\n\nFailures: ${WITHHELD}.\n`;
	const top = topSeverity === undefined ? 'none' : severityText(topSeverity);
	const lines = [
		'## Telemetry report',
		`**Total sanitized errors: ${total} — Groups: ${groupCount} — Top severity: ${top}**`,
		...(newCount === undefined
			? []
			: [`${newCount} new, ${resolvedCount ?? 0} resolved since the last recorded report.`]),
		...(groups ? [table(['#', 'Severity', 'Error', 'Count', 'Owner', 'Next', 'Fingerprint'], groups.map(rowOf))] : []),
		`Sources read: ${rest.sourcesRead ?? 0}. Without opt-in: ${rest.skippedNoOptIn ?? 0}. Unreadable: ${rest.unreadable ?? 0}.`,
	];
	return `${lines.join('\n\n')}\n`;
}

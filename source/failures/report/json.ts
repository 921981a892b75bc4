import { printableJson } from '../../core/printable-json.ts';
import type { HashPlace } from '../verify.ts';
import type { ReportDocument } from './document.ts';
import type { Report, ReportedGroup } from './report.ts';

type ToIso = (ms: number) => string;

/** Where hashes stand in the document: they are none of what a verifier looks for. */
export const REPORT_HASHES: readonly HashPlace[] = [
	['groups', '*', 'fingerprint'],
	['groups', '*', 'related', '*'],
	['resolved', '*'],
];

function notesOf({ action, owner, branches, isFlaky, count }: ReportedGroup): string[] {
	return [
		`action: ${action.title} (${action.urgency}): ${action.reason}`,
		`owner: ${owner.reason}`,
		...(branches.main > 0 ? [`main branch: ${branches.main} of ${count}`] : []),
		...(isFlaky ? ['flaky: one commit both passed and failed'] : []),
	];
}

export const ownerText = ({ names }: ReportedGroup['owner']): string =>
	names.length === 0 ? 'unknown' : names.join(' ');

const toDocumentGroup = (group: ReportedGroup, toIso: ToIso): ReportDocument['groups'][number] => ({
	fingerprint: group.fingerprint,
	sample_trace: group.sample,
	count: group.count,
	first_seen: toIso(group.firstSeenMs),
	last_seen: toIso(group.lastSeenMs),
	job_types: [...group.jobTypes],
	stages: [...group.stages],
	severity: group.severity,
	severity_parts: group.severityParts,
	suggested_owner: ownerText(group.owner),
	churn: group.churn ?? null,
	related: [...group.related],
	jobs: [...group.jobIds],
	notes: notesOf(group),
});

export function toDocument(report: Report, toIso: ToIso): ReportDocument {
	const { nowMs, sinceMs, problems, gaps, resolved } = report;
	return {
		schema_version: '1.0.0',
		generated_at: toIso(nowMs),
		window: { from: sinceMs === undefined ? null : toIso(sinceMs), to: toIso(nowMs) },
		total_errors: report.total,
		sources: {
			read: report.sourcesRead,
			skipped_no_opt_in: report.skippedNoOptIn,
			unreadable: problems.length,
			problems: problems.map(({ source, reason }) => ({ source, reason })),
			gaps: gaps.map(({ provider, request }) => ({ provider, request })),
		},
		sanitization: { rules: { ...report.replaced } },
		resolved: resolved === undefined ? null : [...resolved],
		groups: report.groups.map((group) => toDocumentGroup(group, toIso)),
	};
}

/** @returns JSON text, indented, with a line end */
export const renderJson = (document: ReportDocument): string => `${printableJson(document, 2)}\n`;

import type { DigestGroup, ReportDigest } from '../../core/privacy/digest-registry.ts';
import { toPrintableLine } from '../../core/text.ts';
import { ownerText } from './json.ts';
import type { Report, ReportedGroup } from './report.ts';

/** The forge shows ten annotations of a kind in a step. */
const MOST_GROUPS = 10;

/** `pay@pay.cjs` as people read it; so it would also look like an address, which no finished report may hold. */
function placeOf(frame: string): string {
	const at = frame.lastIndexOf('@');
	return at < 1 ? frame.slice(at + 1) : `${frame.slice(0, at)} (${frame.slice(at + 1)})`;
}

function toDigestGroup(group: ReportedGroup, projectPath: (file: string) => string | undefined): DigestGroup {
	const { fingerprint, className, severity, bucket, count, churn, jobTypes, action, frames, file, owner, jobIds } =
		group;
	const [where] = frames;
	const path = file === undefined ? undefined : projectPath(file);
	return {
		fingerprint,
		errorClass: toPrintableLine(className, 100) || 'error',
		severity,
		bucket,
		count,
		...(churn === undefined ? {} : { churn }),
		jobTypes,
		action: action.title,
		...(where === undefined ? {} : { where: toPrintableLine(placeOf(where), 150) }),
		...(path === undefined ? {} : { file: toPrintableLine(path, 300) }),
		owner: ownerText(owner),
		jobs: jobIds,
	};
}

/** What may be told of a report where others read it, before it is projected. */
export function digestOf(report: Report, projectPath: (file: string) => string | undefined): ReportDigest {
	const { nowMs, total, groups, resolved, sourcesRead, skippedNoOptIn, problems } = report;
	const [worst] = groups;
	return {
		generatedAtMs: nowMs,
		total,
		groupCount: groups.length,
		...(worst ? { topSeverity: worst.severity } : {}),
		...(resolved
			? { newCount: groups.filter(({ churn }) => churn === 'new').length, resolvedCount: resolved.length }
			: {}),
		sourcesRead,
		skippedNoOptIn,
		unreadable: problems.length,
		groups: groups.slice(0, MOST_GROUPS).map((group) => toDigestGroup(group, projectPath)),
	};
}

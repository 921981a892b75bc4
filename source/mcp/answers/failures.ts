import { project } from '../../core/privacy/project.ts';
import { SERVED_DOCUMENTS } from '../../core/privacy/served-documents.ts';
import type { ServedReport } from '../../core/served/report.ts';
import { readNewestReport } from '../../served/newest-report.ts';
import type { ServedProject } from '../../served/project-reader.ts';

const NO_REPORT = 'There is no triage report here yet; this makes one: murmur8 report';
const BROKEN_REPORT = 'The newest triage report can not be read; this makes another: murmur8 report';

/** A report as the audience may see it, or words that say why there is none. */
export type SeenReport =
	| { readonly kind: 'report'; readonly report: Partial<ServedReport> }
	| { readonly kind: 'none'; readonly words: string };

/** The newest triage report, without texts of errors whatever the audience: those stay in the file. */
export function seenReport(root: string, audience: ServedProject['audience']): SeenReport {
	const newest = readNewestReport(root);
	if (newest.kind !== 'report') {
		return { kind: 'none', words: newest.kind === 'missing' ? NO_REPORT : BROKEN_REPORT };
	}
	return { kind: 'report', report: project(newest.report, audience, SERVED_DOCUMENTS.report)?.value ?? {} };
}

/** The failures of the newest report, the worst first. */
export function answerFailures(
	{ audience, project: { root } }: ServedProject,
	page: { readonly offset: number; readonly limit: number },
): Readonly<Record<string, unknown>> {
	const seen = seenReport(root, audience);
	if (seen.kind === 'none') return { audience, notice: seen.words, groups: [] };
	const { groups = [], ...about } = seen.report;
	const { offset, limit } = page;
	const isWithheld = seen.report.groups === undefined;
	return {
		audience,
		...about,
		...(isWithheld ? { notice: 'failures are withheld from this audience' } : { matching: groups.length }),
		...(offset + limit < groups.length ? { nextOffset: offset + limit } : {}),
		groups: groups.slice(offset, offset + limit),
	};
}

import { toIso } from '../../adapters/clock.ts';
import { selectSnapshots } from '../../core/live/state.ts';
import { isPermitted } from '../../core/privacy/field.ts';
import { project } from '../../core/privacy/project.ts';
import { SERVED_DOCUMENTS } from '../../core/privacy/served-documents.ts';
import type { ServedReport } from '../../core/served/report.ts';
import { runFailures } from '../../core/served/run-failures.ts';
import { readNewestReport } from '../../served/newest-report.ts';
import type { ServedProject } from '../../served/project-reader.ts';
import { readLiveState } from '../../store/live.ts';

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

interface Page {
	readonly offset: number;
	readonly limit: number;
}

function pageOf(groups: readonly object[], { offset, limit }: Page): Readonly<Record<string, unknown>> {
	const next = offset + limit < groups.length ? { nextOffset: offset + limit } : {};
	return { matching: groups.length, ...next, groups: groups.slice(offset, offset + limit) };
}

/** Without a report: what runs had, as the live state has it. */
function ofRuns({ audience, database }: ServedProject, words: string, page: Page, nowMs: number) {
	const state = database ? readLiveState(database) : ({ source: 'empty', snapshots: [] } as const);
	const { source, snapshots } = selectSnapshots(state, { window: 'all' }, audience, nowMs);
	return { audience, from: 'runs', source, notice: words, ...pageOf(runFailures(snapshots, toIso), page) };
}

/** The failures of the newest report, or else of the runs in the live state, the worst first. */
export function answerFailures(served: ServedProject, page: Page, nowMs: number): Readonly<Record<string, unknown>> {
	const { audience, project } = served;
	if (!isPermitted({ class: 'user' }, audience))
		return { audience, notice: 'failures are withheld from this audience' };
	const seen = seenReport(project.root, audience);
	if (seen.kind === 'none') return ofRuns(served, seen.words, page, nowMs);
	const { groups = [], ...about } = seen.report;
	return { audience, from: 'report', ...about, ...pageOf(groups, page) };
}

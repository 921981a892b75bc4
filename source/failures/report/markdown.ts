import { plural } from '../../core/plural.ts';
import { VOUCH_HINT } from './gaps.ts';
import { ownerText } from './json.ts';
import { codeBlock, codeCell, codeSpan, plainText, table } from './markdown-text.ts';
import type { Report, ReportedGroup } from './report.ts';
import {
	churnSentence,
	headline,
	LIMITATIONS,
	METHOD,
	nextActions,
	noSource,
	severityText,
	shortPrint,
	sourcesSentence,
	totalOf,
} from './sentences.ts';

const MOST_ROWS = 10;
const MOST_ACTIONS = 5;
const MOST_PROBLEMS = 20;

type ToIso = (ms: number) => string;

/** A chart that stands beside the report. */
export interface ChartFile {
	readonly name: string;
	readonly title: string;
}

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

const rowOf = (group: ReportedGroup, index: number): readonly string[] => [
	String(index + 1),
	codeCell(shortPrint(group.fingerprint)),
	`${severityText(group.severity)} ${group.bucket}${group.churn === 'new' ? ', new' : ''}`,
	String(group.count),
	codeCell(ownerText(group.owner), 60),
	codeCell(group.title, 90),
];

/** Whose it is; whom to ask where that is not known. */
const ownerPhrase = ({ owner }: ReportedGroup): string =>
	codeSpan(ownerText(owner), 80) + (owner.names.length > 0 ? '' : ` (${plainText(owner.reason, 120)})`);

const actionLine = (group: ReportedGroup, index: number): string =>
	`${index + 1}. **${group.action.title}** (${group.action.urgency}), for ${ownerPhrase(group)}: ` +
	`${group.action.reason}. ${codeSpan(group.title, 100)}`;

function sampleOf(group: ReportedGroup, index: number, toIso: ToIso): string {
	const facts = [
		plural(group.count, 'occurrence'),
		`first seen ${toIso(group.firstSeenMs)}, last ${toIso(group.lastSeenMs)}`,
		`jobs of kind ${group.jobTypes.join(', ')}`,
		...(group.stages.length > 0
			? [
					`stages ${group.stages
						.slice(0, 10)
						.map((each) => plainText(each, 60))
						.join(', ')}`,
				]
			: []),
		`main branch ${group.branches.main}, others ${group.branches.other}`,
		...(group.jobIds.length > 0 ? [`jobs ${group.jobIds.map((id) => codeSpan(id, 60)).join(', ')}`] : []),
		`owner: ${plainText(group.owner.reason, 120)}`,
		...(group.related.length > 0
			? [
					`related ${group.related
						.slice(0, 3)
						.map((print) => codeSpan(shortPrint(print)))
						.join(', ')}`,
				]
			: []),
	];
	return `### ${index + 1}. ${codeSpan(shortPrint(group.fingerprint))}\n\n${facts.join(' · ')}\n\n${codeBlock(group.sample)}`;
}

function emptySections(report: Report): readonly string[] {
	const { gaps } = report;
	return [
		`> ${noSource(report)}`,
		...(gaps.length === 0 ? [] : ['## How to opt in']),
		bullets([...gaps.map(({ provider, request }) => `**${provider}**: ${plainText(request)}`), plainText(VOUCH_HINT)]),
	];
}

function groupSections(report: Report, charts: readonly ChartFile[], toIso: ToIso): readonly string[] {
	const { groups } = report;
	if (groups.length === 0) return ['No error was found in what was read.'];
	const top = groups.slice(0, MOST_ROWS);
	return [
		'## Top failures',
		table(['#', 'Fingerprint', 'Severity', 'Count', 'Owner', 'Sample'], top.map(rowOf)),
		...(groups.length > top.length ? [`${groups.length - top.length} more are in the JSON beside this report.`] : []),
		'## What to do next',
		nextActions(report, MOST_ACTIONS).map(actionLine).join('\n'),
		...(charts.length > 0 ? ['## Trends', charts.map(({ name, title }) => `![${title}](${name})`).join('\n\n')] : []),
		'## Samples',
		...top.map((group, index) => sampleOf(group, index, toIso)),
	];
}

/** Counts of what was replaced, and that nothing raw was kept. */
function privacySection({ replaced }: Report): string {
	const rules = Object.entries(replaced).toSorted(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
	return [
		`${plural(totalOf(replaced), 'value')} replaced before anything was grouped. No raw log was kept; an independent check of the finished report found nothing.`,
		...(rules.length > 0
			? [
					table(
						['Rule', 'Replaced'],
						rules.map(([rule, count]) => [codeCell(rule, 80), String(count)]),
					),
				]
			: []),
	].join('\n\n');
}

function sourcesSection(report: Report, toIso: ToIso): string {
	const { problems, sinceMs, nowMs } = report;
	const shown = problems.slice(0, MOST_PROBLEMS);
	return bullets([
		`Window: ${sinceMs === undefined ? 'everything that was read' : `from ${toIso(sinceMs)}`} to ${toIso(nowMs)}.`,
		sourcesSentence(report),
		...shown.map(({ source, reason }) => `${codeSpan(source, 120)}: ${plainText(reason, 200)}`),
		...(problems.length > shown.length ? [`${problems.length - shown.length} more of them are in the JSON.`] : []),
		...METHOD,
	]);
}

/** The report for people who read it in a repository. */
export function renderMarkdown(report: Report, charts: readonly ChartFile[], toIso: ToIso): string {
	const isEmpty = report.sourcesRead === 0;
	const sections = [
		`# Telemetry report — ${toIso(report.nowMs).slice(0, 10)}`,
		`**${headline(report)}**`,
		...(isEmpty ? emptySections(report) : [plainText(churnSentence(report)), ...groupSections(report, charts, toIso)]),
		'## Method and sources',
		sourcesSection(report, toIso),
		'## Privacy audit',
		privacySection(report),
		'## Limitations and next steps',
		bullets([
			...LIMITATIONS,
			...(report.resolved === undefined ? [plainText(churnSentence(report))] : []),
			...(isEmpty ? ['Next: opt in a log, as above, and make the report again.'] : []),
		]),
	];
	return `${sections.join('\n\n')}\n`;
}

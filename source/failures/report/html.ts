import { plural } from '../../core/plural.ts';
import { CHARTS, renderChart } from './charts.ts';
import { VOUCH_HINT } from './gaps.ts';
import { HTML_STYLE } from './html-style.ts';
import { htmlLine, htmlLines } from './html-text.ts';
import { ownerText } from './json.ts';
import type { Report, ReportedGroup } from './report.ts';
import {
	churnSentence,
	headline,
	LIMITATIONS,
	METHOD,
	noSource,
	severityText,
	shortPrint,
	sourcesSentence,
	totalOf,
} from './sentences.ts';

type ToIso = (ms: number) => string;

/** More would make a page that nobody scrolls; the JSON has all. */
const MOST_GROUPS = 200;
const MOST_PROBLEMS = 50;

const minute = (ms: number, toIso: ToIso): string => `${toIso(ms).slice(0, 16).replace('T', ' ')} UTC`;

const list = (lines: readonly string[]): string => `<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>`;

function facts(group: ReportedGroup, toIso: ToIso): string {
	const { severityParts: parts, branches, related } = group;
	const rows: readonly (readonly [string, string])[] = [
		['Fingerprint', `<code>${htmlLine(group.fingerprint)}</code>`],
		['Seen', `${minute(group.firstSeenMs, toIso)} to ${minute(group.lastSeenMs, toIso)}`],
		['Jobs', htmlLine([...group.jobTypes, ...group.stages, ...group.jobIds].join(', '), 400)],
		['Branches', `main ${branches.main}, others ${branches.other}`],
		['Severity', `${parts.count} count + ${parts.main} main + ${parts.gate} visual or smoke + ${parts.rising} rising`],
		['Owner', htmlLine(`${ownerText(group.owner)} (${group.owner.reason})`)],
		...(related.length > 0
			? [['Related', related.map((print) => `<code>${htmlLine(shortPrint(print))}</code>`).join(' ')] as const]
			: []),
	];
	return `<dl>${rows.map(([name, text]) => `<dt>${name}</dt><dd>${text}</dd>`).join('')}</dl>`;
}

function groupItem(group: ReportedGroup, toIso: ToIso): string {
	const { action } = group;
	const badges = [
		...(group.churn === 'new' ? ['<span class="badge">new</span>'] : []),
		...(group.isFlaky ? ['<span class="badge">flaky</span>'] : []),
	].join('');
	return [
		'<li><details><summary>',
		`<span class="severity ${group.bucket}-level">${severityText(group.severity)}<small>${group.bucket}</small></span>`,
		`<span class="what"><code>${htmlLine(group.title)}</code>${badges}`,
		`<span class="more">${plural(group.count, 'time')} · last ${minute(group.lastSeenMs, toIso)} · ${group.jobTypes.join(', ')}</span></span>`,
		`<span class="who">${htmlLine(ownerText(group.owner), 80)}${group.owner.names.length > 0 ? '' : `<small>${htmlLine(group.owner.reason, 80)}</small>`}</span>`,
		`<span class="next">${action.title}<small>${action.urgency}: ${action.reason}</small></span>`,
		`</summary>${facts(group, toIso)}<pre>${htmlLines(group.sample)}</pre></details></li>`,
	].join('');
}

function groupsSection({ groups }: Report, toIso: ToIso): string {
	if (groups.length === 0) return '<p>No error was found in what was read.</p>';
	const shown = groups.slice(0, MOST_GROUPS);
	const rest = groups.length - shown.length;
	return [
		'<section><h2>What broke, the worst first</h2>',
		'<p class="columns" aria-hidden="true"><span>severity</span><span>what</span><span>whose</span><span>what next</span></p>',
		`<ol class="groups-list">${shown.map((group) => groupItem(group, toIso)).join('\n')}</ol>`,
		...(rest > 0 ? [`<p>${rest} more are in the JSON beside this page.</p>`] : []),
		'</section>',
	].join('\n');
}

const chartsSection = (report: Report, toIso: ToIso): string =>
	`<section><h2>Trends</h2>${CHARTS.map((chart) => `<figure>${renderChart(chart, report, toIso)}</figure>`).join('\n')}</section>`;

const emptySection = (report: Report): string =>
	`<section><h2>${noSource(report)}</h2>${list([
		...report.gaps.map(({ provider, request }) => `<b>${htmlLine(provider)}</b>: ${htmlLine(request)}`),
		htmlLine(VOUCH_HINT),
	])}</section>`;

function aboutSections(report: Report, toIso: ToIso): string {
	const { problems, replaced, sinceMs, nowMs } = report;
	const rules = Object.entries(replaced).toSorted(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
	const from = sinceMs === undefined ? 'everything that was read' : `from ${minute(sinceMs, toIso)}`;
	return [
		`<section><h2>Method and sources</h2>${list([
			`Window: ${from} to ${minute(nowMs, toIso)}.`,
			sourcesSentence(report),
			...problems
				.slice(0, MOST_PROBLEMS)
				.map(({ source, reason }) => `<code>${htmlLine(source)}</code>: ${htmlLine(reason)}`),
			...METHOD,
		])}</section>`,
		`<section><h2>Privacy audit</h2><p>${plural(totalOf(replaced), 'value')} replaced before anything was grouped. No raw log was kept; an independent check of this page found nothing.</p>`,
		rules.length === 0
			? ''
			: `<table><thead><tr><th>Rule</th><th>Replaced</th></tr></thead><tbody>${rules
					.map(([rule, count]) => `<tr><td>${htmlLine(rule)}</td><td>${count}</td></tr>`)
					.join('')}</tbody></table>`,
		`</section><section><h2>Limitations</h2>${list(LIMITATIONS)}</section>`,
	].join('\n');
}

/** The report as one page that needs nothing from anywhere: no script, no request. */
export function renderHtml(report: Report, toIso: ToIso): string {
	const date = toIso(report.nowMs).slice(0, 10);
	const isEmpty = report.sourcesRead === 0;
	return [
		'<!doctype html>',
		'<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
		`<meta name="color-scheme" content="light dark"><title>Telemetry report ${date}</title>`,
		`<style>${HTML_STYLE}</style></head><body><main>`,
		`<header><h1>Telemetry report <time datetime="${date}">${date}</time></h1>`,
		`<p class="headline">${headline(report)}</p>`,
		isEmpty ? '' : `<p>${htmlLine(churnSentence(report))}</p>`,
		'</header>',
		isEmpty ? emptySection(report) : groupsSection(report, toIso),
		report.groups.length === 0 ? '' : chartsSection(report, toIso),
		aboutSections(report, toIso),
		'</main></body></html>\n',
	].join('\n');
}

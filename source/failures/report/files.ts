import { CHARTS, renderChart } from './charts.ts';
import { renderHtml } from './html.ts';
import { renderIssues } from './issues.ts';
import { REPORT_HASHES, renderJson, toDocument } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import { renderPullRequest } from './pull-request.ts';
import type { Report } from './report.ts';
import type { OutputFile } from './stop-rule.ts';

export interface FileChoice {
	readonly isHtml: boolean;
	readonly hasIssues: boolean;
	/** The command that makes the same report, where the texts of a pull request are wanted. */
	readonly pullRequest: string | undefined;
}

type ToIso = (ms: number) => string;

/** The document; what else is written says nothing that is not in it. */
export const jsonFile = (report: Report, toIso: ToIso): OutputFile => ({
	name: `error-aggregates-${toIso(report.nowMs).slice(0, 10)}.json`,
	text: renderJson(toDocument(report, toIso)),
	hashes: REPORT_HASHES,
});

/** The files of a report, finished. */
export function reportFiles(report: Report, choice: FileChoice, toIso: ToIso): readonly OutputFile[] {
	const date = toIso(report.nowMs).slice(0, 10);
	const charts = CHARTS.map((chart) => ({ ...chart, file: `${chart.name}-${date}.svg` }));
	const hasCharts = report.groups.length > 0;
	const shown = hasCharts ? charts.map(({ file, title }) => ({ name: file, title })) : [];
	return [
		jsonFile(report, toIso),
		{ name: `telemetry-report-${date}.md`, text: renderMarkdown(report, shown, toIso) },
		...(hasCharts ? charts.map((chart) => ({ name: chart.file, text: renderChart(chart, report, toIso) })) : []),
		...(choice.isHtml ? [{ name: `telemetry-report-${date}.html`, text: renderHtml(report, toIso) }] : []),
		...(choice.hasIssues ? renderIssues(report, toIso) : []),
		...(choice.pullRequest === undefined ? [] : renderPullRequest(report, date, choice.pullRequest)),
	];
}

import { toPrintableLine } from '../../core/text.ts';
import { VOUCH_HINT } from '../../failures/report/gaps.ts';
import { ownerText } from '../../failures/report/json.ts';
import type { Report } from '../../failures/report/report.ts';
import { churnSentence, headline, noSource, severityText, sourcesSentence } from '../../failures/report/sentences.ts';
import { renderTable } from '../../render/table.ts';

const MOST_ROWS = 10;

/** What a terminal is told of a report. */
export function terminalLines(report: Report, written: readonly string[]): readonly string[] {
	const { groups, gaps, sourcesRead } = report;
	const rows = groups
		.slice(0, MOST_ROWS)
		.map(({ severity, bucket, count, churn, owner, action, title }) => [
			`${severityText(severity)} ${bucket}`,
			`${count} ×`,
			churn ?? '',
			toPrintableLine(ownerText(owner), 30),
			action.title,
			toPrintableLine(title, 80),
		]);
	return [
		headline(report),
		...(sourcesRead === 0
			? [noSource(report), ...gaps.map(({ provider, request }) => `  ${provider}: ${request}`), `  ${VOUCH_HINT}`]
			: [churnSentence(report)]),
		...(rows.length > 0 ? [renderTable([['severity', 'count', '', 'owner', 'next', 'what'], ...rows])] : []),
		sourcesSentence(report),
		...written.map((path) => `Wrote ${toPrintableLine(path, 400)}`),
	];
}

import { plural } from '../../core/plural.ts';
import { ownerText } from './json.ts';
import { codeCell, table } from './markdown-text.ts';
import type { Report } from './report.ts';
import { churnSentence, headline, severityText, shortPrint, sourcesSentence, totalOf } from './sentences.ts';
import type { OutputFile } from './stop-rule.ts';

const MOST_ROWS = 5;

/**
 * What a pull request with the report needs, as files; committing is the user's.
 * @param date `YYYY-MM-DD`
 * @param reproduce the command that makes the same report
 */
export function renderPullRequest(report: Report, date: string, reproduce: string): readonly OutputFile[] {
	const top = report.groups.slice(0, MOST_ROWS);
	const body = [
		'## Summary',
		`**${headline(report)}**`,
		churnSentence(report),
		...(top.length > 0
			? [
					table(
						['Fingerprint', 'Severity', 'Count', 'Owner', 'Sample'],
						top.map((group) => [
							codeCell(shortPrint(group.fingerprint)),
							severityText(group.severity),
							String(group.count),
							codeCell(ownerText(group.owner), 60),
							codeCell(group.title, 90),
						]),
					),
				]
			: []),
		'## Privacy audit',
		`${plural(totalOf(report.replaced), 'value')} replaced by ${plural(Object.keys(report.replaced).length, 'rule')}; no raw log kept; the finished files were checked independently. ${sourcesSentence(report)}`,
		'## How to reproduce',
		`\`\`\`sh\n${reproduce}\n\`\`\``,
	].join('\n\n');
	return [
		{ name: 'pull-request/branch.txt', text: `ai/telemetry-${date}\n` },
		{ name: 'pull-request/commit-message.txt', text: `chore(ai): telemetry error aggregates (${date})\n` },
		{ name: 'pull-request/title.txt', text: `docs(ai): telemetry report — ${date}\n` },
		{ name: 'pull-request/body.md', text: `${body}\n` },
	];
}

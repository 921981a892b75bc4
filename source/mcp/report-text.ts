import type { ServedGroup, ServedReport } from '../core/served/report.ts';
import { toPrintableLine } from '../core/text.ts';

const MOST_ROWS = 50;

/** In a cell of a table a bar would end the cell. */
const cell = (value: string | number | undefined) => toPrintableLine(String(value ?? ''), 120).replaceAll('|', '\\|');

const row = ({ fingerprint, severity, count, churn, stages = [], suggestedOwner }: ServedGroup): string =>
	`| ${[fingerprint, severity, count, churn, stages.join(', '), suggestedOwner].map(cell).join(' | ')} |`;

/** A report as an audience may see it, in Markdown. */
export function reportMarkdown({ generatedAt, totalErrors, groups }: Partial<ServedReport>): string {
	const head = `# Triage report${generatedAt === undefined ? '' : ` of ${toPrintableLine(generatedAt, 40)}`}`;
	if (groups === undefined) return `${head}\n\nThe failures are withheld from this audience.\n`;
	const rows = groups.slice(0, MOST_ROWS).map(row);
	const more =
		groups.length > rows.length ? [`\n${groups.length - rows.length} more: ask the tool failure_groups.`] : [];
	return [
		`${head}\n`,
		`Errors: ${totalErrors ?? 'unknown'}, groups: ${groups.length}\n`,
		'| Fingerprint | Severity | Count | Churn | Stages | Owner |',
		'| --- | --- | --- | --- | --- | --- |',
		...rows,
		...more,
		'',
	].join('\n');
}

import { printableJson } from '../../core/printable-json.ts';
import { toPrintableLine } from '../../core/text.ts';
import type { Outcome } from './one-file.ts';

/** A source and what became of it. */
export interface AuditLine {
	/** The path as it was given; `-` is stdin. */
	readonly source: string;
	readonly outcome: Outcome;
}

const totalOf = (counts: Readonly<Record<string, number>>): number =>
	Object.values(counts).reduce((sum, count) => sum + count, 0);

export const hasFinds = ({ outcome }: AuditLine): boolean => outcome.kind === 'done' && totalOf(outcome.counts) > 0;

/** One line a source, the rules with the most finds first. */
export function auditText({ source, outcome }: AuditLine): string {
	const name = source === '-' ? 'stdin' : toPrintableLine(source, 200);
	if (outcome.kind === 'unreadable') return `murmur8: ${name} ${outcome.reason}`;
	const rules = Object.entries(outcome.counts).sort(([, a], [, b]) => b - a);
	const list = rules.map(([rule, count]) => `${rule} ${count}`).join(', ');
	return `murmur8: ${name}: ${totalOf(outcome.counts)} replaced${list === '' ? '' : ` (${list})`}`;
}

export function auditJson(lines: readonly AuditLine[]): string {
	const sources = lines.map(({ source, outcome }) =>
		outcome.kind === 'done'
			? { source, replaced: totalOf(outcome.counts), rules: outcome.counts }
			: { source, error: outcome.reason },
	);
	return printableJson({ replaced: sources.reduce((sum, { replaced = 0 }) => sum + replaced, 0), sources });
}

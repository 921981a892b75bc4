import type { CostSummary } from '../core/history/cost-summary.ts';
import type { HistoryStats } from '../core/history/stats.ts';
import { formatTimeSpent } from '../core/history/time-spent.ts';
import { formatDollars, type Picodollars } from '../core/money.ts';
import { plural } from '../core/plural.ts';
import type { Tokens } from '../core/run.ts';
import { toCell } from './cell.ts';
import { renderTable } from './table.ts';

const UNKNOWN = 'N/A';
const NAME_WIDTH = 32;

const indent = (text: string) => text.replace(/^(?=.)/gm, '  ');
const name = (text: string) => toCell(text, NAME_WIDTH) || '(no name)';
const timeSpent = (ms: number | undefined) => (ms === undefined ? UNKNOWN : formatTimeSpent(ms));
const dollars = (cost: Picodollars | undefined) => (cost === undefined ? UNKNOWN : formatDollars(cost));
/** `1,234,567`, the same in every locale. */
const grouped = (count: number) => String(count).replace(/\B(?=(?:\d{3}){1,6}$)/g, ',');
function failureLine({ mostCommonFailure, statuses }: HistoryStats): string {
	if (mostCommonFailure) {
		const { stages, count } = mostCommonFailure;
		const names = stages.map(name).join(', ');
		return stages.length === 1
			? `Most common failure: ${names} (${plural(count, 'failure')})`
			: `Most common failures: ${names} (${count} each)`;
	}
	return statuses.get('failed') ? 'Failed runs name no stage' : 'No failures recorded';
}

function leftOut({ batches, unreadable }: HistoryStats): readonly string[] {
	const parts = [
		...(batches > 0 ? [plural(batches, 'murmuration batch', 'murmuration batches')] : []),
		...(unreadable > 0 ? [plural(unreadable, 'unreadable entry', 'unreadable entries')] : []),
	];
	return parts.length === 0 ? [] : [`Not counted: ${parts.join(', ')}`];
}

/** `history --stats` */
export function renderHistoryStats(stats: HistoryStats): string {
	const { runs, successes, statuses, averageMs } = stats;
	if (runs === 0) {
		return ['Insufficient data for statistics. Complete at least one pipeline run.', ...leftOut(stats)].join('\n');
	}
	const byStatus = [...statuses].map(([status, count]) => `${count} ${name(status)}`).join(', ');
	const metrics = [
		['METRIC', 'VALUE'],
		['Success rate', `${Math.round((successes / runs) * 100)}% (${successes}/${runs} runs)`],
		['Total runs', `${runs} (${byStatus})`],
		['Avg pipeline duration', timeSpent(averageMs)],
	];
	const stages = stats.stages.map((stage) => [
		name(stage.name),
		timeSpent(stage.averageMs),
		String(stage.count),
		String(stage.failures),
	]);
	return [
		`Pipeline Statistics (based on ${plural(runs, 'run')})`,
		'',
		indent(renderTable(metrics)),
		'',
		indent(renderTable([['STAGE', 'AVG DURATION', 'RUNS', 'FAILURES'], ...stages])),
		'',
		...[failureLine(stats), ...leftOut(stats)].map((line) => `  ${line}`),
	].join('\n');
}

const tokenCells = (tokens: Tokens | undefined) =>
	tokens === undefined ? [UNKNOWN, UNKNOWN] : [grouped(tokens.input), grouped(tokens.output)];

/** `history --cost` */
export function renderCostSummary({ runs, pricedRuns, total, average, tokens, stages }: CostSummary): string {
	if (total === undefined && tokens === undefined) return 'No cost data found.';
	const metrics = [
		['METRIC', 'VALUE'],
		['Total cost', dollars(total)],
		['Avg cost per run', dollars(average)],
	];
	const rows = stages.map((stage) => [name(stage.name), ...tokenCells(stage.tokens), dollars(stage.cost)]);
	return [
		`Pipeline Cost (known for ${pricedRuns} of ${plural(runs, 'run')})`,
		'',
		indent(renderTable(metrics)),
		'',
		indent(
			renderTable([
				['STAGE', 'TOKENS IN', 'TOKENS OUT', 'COST'],
				...rows,
				['all runs', ...tokenCells(tokens), dollars(total)],
			]),
		),
	].join('\n');
}

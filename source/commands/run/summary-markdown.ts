import { workflowCommand } from '../../core/ci/workflow-command.ts';
import { formatDuration } from '../../core/format.ts';
import type { HistoryRow, HistoryStage } from '../../core/history/row.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { Churn, FailureCount } from '../../core/metrics/snapshot.ts';
import { formatDollars } from '../../core/money.ts';
import { plural } from '../../core/plural.ts';
import type { ServedRun } from '../../core/served/run.ts';
import { codeCell, codeSpan, plainText, table } from '../../failures/report/markdown-text.ts';
import { shortPrint } from '../../failures/report/sentences.ts';

/** A run as others may see it, with what its logs showed as far as they may see that. */
export interface ToldRun extends ServedRun {
	readonly failures: readonly Partial<FailureCount>[];
	readonly churn: Partial<Churn> | undefined;
}

/** A pipeline has six; what records thousands fills no summary. */
const MOST_STAGES = 50;
const MOST_FAILURES = 20;
const WITHHELD = 'What ran is withheld by the audience.';

const duration = (ms: number | undefined) => (ms === undefined ? '' : formatDuration(ms));

function stopOf({ failedStage, pausedAfter }: HistoryRow): string {
	if (failedStage !== undefined) return ` at ${codeSpan(failedStage, 60)}`;
	return pausedAfter === undefined ? '' : ` after ${codeSpan(pausedAfter, 60)}`;
}

function totals({ stages, durationMs, tokens, cost }: HistoryRow): string {
	const parts = [
		plural(stages.length, 'stage'),
		...(durationMs === undefined ? [] : [formatDuration(durationMs)]),
		...(tokens === undefined ? [] : [`${tokens.input} tokens in, ${tokens.output} out`]),
		...(cost === undefined ? [] : [formatDollars(cost)]),
	];
	return `**${parts.join(' — ')}**`;
}

function ratingOf(entry: JsonObject, name: string): string {
	const stages = entry['stages'];
	const stage = isJsonObject(stages) && Object.hasOwn(stages, name) ? stages[name] : undefined;
	const rating = isJsonObject(stage) ? stage['feedbackRating'] : undefined;
	return typeof rating === 'number' ? `${rating} of 5` : '';
}

/** Columns that nothing is known for are left out. */
function stageTable({ row: { stages }, entry }: ToldRun): readonly string[] {
	if (stages.length === 0) return [];
	const shown = stages.slice(0, MOST_STAGES);
	const columns: readonly (readonly [head: string, cell: (stage: HistoryStage) => string])[] = [
		['Stage', ({ name }) => codeCell(name, 60)],
		['Status', ({ status }) => plainText(status ?? '', 30)],
		['Time', ({ durationMs }) => duration(durationMs)],
		['Tokens in', ({ tokens }) => String(tokens?.input ?? '')],
		['Tokens out', ({ tokens }) => String(tokens?.output ?? '')],
		['Cost', ({ cost }) => (cost === undefined ? '' : formatDollars(cost))],
		['Rating', ({ name }) => ratingOf(entry, name)],
	];
	const used = columns.filter(([, cell]) => shown.some((stage) => cell(stage) !== ''));
	const more = stages.length - shown.length;
	return [
		table(
			used.map(([head]) => head),
			shown.map((stage) => used.map(([, cell]) => cell(stage))),
		),
		...(more > 0 ? [`… and ${plural(more, 'stage')} more.`] : []),
	];
}

function failureTable({ failures, churn }: ToldRun): readonly string[] {
	if (failures.length === 0) return [];
	const isNew = new Set(churn?.new);
	const rows = failures
		.slice(0, MOST_FAILURES)
		.map(({ fingerprint = '', stage = '', severity = '', count = 0 }) => [
			isNew.has(fingerprint) ? `${severity}, new` : severity,
			codeCell(stage, 60),
			String(count),
			codeCell(shortPrint(fingerprint)),
		]);
	const changes = churn
		? ` ${churn.new?.length ?? 0} new, ${churn.resolved?.length ?? 0} resolved since the run before.`
		: '';
	return [
		`${plural(failures.length, 'failure')} in its logs.${changes}`,
		table(['Severity', 'Stage', 'Count', 'Fingerprint'], rows),
	];
}

/** Markdown for whoever reads a CI job. */
export function renderRunSummary(run: ToldRun): string {
	const { slug, status } = run.row;
	if (slug === undefined || status === undefined) return `## murmur8\n\n${WITHHELD}\n`;
	const heading = `## murmur8: ${codeSpan(slug, 100)} ${plainText(status, 30)}${stopOf(run.row)}`;
	return `${[heading, totals(run.row), ...stageTable(run), ...failureTable(run)].join('\n\n')}\n`;
}

const LEVELS: Readonly<Record<string, 'error' | 'warning'>> = {
	failed: 'error',
	paused: 'warning',
	aborted: 'warning',
};

/** What the job should be marked with; nothing for a run that went well, or that nobody may hear of. */
export function renderRunAnnotations({ row, failures }: ToldRun): readonly string[] {
	const { slug, status = '', failedStage, pausedAfter, durationMs } = row;
	const level = Object.hasOwn(LEVELS, status) ? LEVELS[status] : undefined;
	if (slug === undefined || level === undefined) return [];
	const stage = failedStage ?? pausedAfter;
	const facts = [
		...(stage === undefined ? [] : [`${failedStage === undefined ? 'after' : 'at'} ${stage}`]),
		...(durationMs === undefined ? [] : [`after ${formatDuration(durationMs)}`]),
		...(failures.length === 0 ? [] : [`${plural(failures.length, 'failure')} in its logs`]),
	];
	const message = facts.length === 0 ? status : facts.join(', ');
	return [workflowCommand(level, { title: `murmur8: ${slug} ${status}` }, message)];
}

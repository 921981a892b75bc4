import type { ServedAttempt } from '../../core/api/delivery.ts';
import { type Answers, numberOf, type RunEntry, textOf } from './answers.ts';
import { element, foreign, note } from './dom.ts';
import { costText, countText, durationText, momentText, shortPrint } from './format.ts';
import { table } from './table.ts';

export const RUNS_WITHHELD = 'Withheld: this audience does not see facts of runs.';
const MACHINERY_WITHHELD = 'Withheld: this audience does not see the machinery.';

export function stagesSection({ stages, withheld }: Answers['/api/v1/stages']): HTMLElement {
	if (withheld.includes('user')) return note(RUNS_WITHHELD, true);
	if (stages.length === 0) return note('No stage ran in this window.');
	return table(
		'Stages',
		[
			{ title: 'Stage', cell: ({ stage }) => stage },
			{ title: 'Runs', isNumber: true, cell: ({ runs }) => countText(runs) },
			{ title: 'Failed', isNumber: true, cell: ({ failed }) => countText(failed) },
			{ title: 'Median', isNumber: true, cell: ({ medianMs }) => durationText(medianMs) },
			{ title: '95 %', isNumber: true, cell: ({ p95Ms }) => durationText(p95Ms) },
			{ title: 'Tokens in', isNumber: true, cell: ({ inputTokens }) => countText(inputTokens) },
			{ title: 'Tokens out', isNumber: true, cell: ({ outputTokens }) => countText(outputTokens) },
			{ title: 'Cost', isNumber: true, cell: ({ costUsd }) => costText(costUsd) },
			{ title: 'Rating', isNumber: true, cell: ({ rating }) => (rating === undefined ? '–' : rating.toFixed(1)) },
		],
		stages,
	);
}

export function failuresSection({ groups, withheld, total }: Answers['/api/v1/failures/summary']): HTMLElement {
	if (withheld.includes('user')) return note(RUNS_WITHHELD, true);
	if (groups.length === 0) return note('No failures were found in logs of this window.');
	const rows = groups.slice(0, 50);
	return element(
		'div',
		{},
		table(
			'Failures by fingerprint',
			[
				{ title: 'Fingerprint', cell: ({ fingerprint }) => element('code', {}, shortPrint(fingerprint)) },
				{ title: 'Stages', cell: ({ stages }) => stages.join(', ') },
				{ title: 'Severity', cell: ({ severity }) => severity },
				{ title: 'Runs', isNumber: true, cell: ({ runs }) => countText(runs) },
				{ title: 'Times', isNumber: true, cell: ({ count }) => countText(count) },
				{ title: 'First', cell: ({ firstMs }) => momentText(firstMs) },
				{ title: 'Last', cell: ({ lastMs }) => momentText(lastMs) },
				{ title: 'Features', isLong: true, cell: ({ features }) => features.join(', ') },
			],
			rows,
		),
		total > rows.length ? note(`${total - rows.length} more are not listed.`) : undefined,
	);
}

const timeMs = (run: RunEntry) => Date.parse(textOf(run['completedAt']) ?? textOf(run['startedAt']) ?? '');

const isRunning = ({ status }: RunEntry) => status === 'running';

export const statusText = (status: unknown): HTMLElement => {
	const text = textOf(status) ?? '–';
	const known = ['success', 'failed', 'paused', 'aborted'].includes(text);
	return element('span', { class: known ? text : undefined }, foreign(text));
};

/** @param fresh ids of runs that came since the page was looked at last */
export function runsSection(
	{ runs, inProgress, withheld, next }: Answers['/api/v1/runs'],
	fresh: ReadonlySet<string>,
	open: (runId: string) => void,
): HTMLElement {
	const rows = [...inProgress, ...runs];
	if (rows.length === 0) return note('No runs in this window.');
	const seesNames = !withheld.includes('user');
	const name = (run: RunEntry) => {
		const runId = textOf(run['runId']);
		const shown = textOf(run['slug']) ?? runId?.slice(0, 8) ?? '(no name)';
		if (runId === undefined) return foreign(shown);
		const button = element('button', { type: 'button' }, foreign(shown));
		button.addEventListener('click', () => open(runId));
		return button;
	};
	return element(
		'div',
		{},
		seesNames ? undefined : note(RUNS_WITHHELD, true),
		table(
			'Runs, newest first',
			[
				{ title: seesNames ? 'Feature' : 'Run', cell: name },
				{ title: 'Status', cell: ({ status }) => statusText(status) },
				{ title: 'At', cell: (run) => textOf(run['failedStage']) ?? textOf(run['pausedAfter']) ?? '' },
				{ title: 'Ended', cell: (run) => (isRunning(run) ? 'in progress' : momentText(timeMs(run))) },
				{
					title: 'Took',
					isNumber: true,
					cell: (run) => (isRunning(run) ? '–' : durationText(numberOf(run['totalDurationMs']))),
				},
				{ title: 'Cost', isNumber: true, cell: (run) => costText(numberOf(run['totalCost'])) },
			],
			rows,
			({ runId }) => (typeof runId === 'string' && fresh.has(runId) ? 'fresh' : undefined),
		),
		next === undefined ? undefined : note('Older runs are not listed; narrow the window, or ask the API.'),
	);
}

const attempt = ({ result, statusCode }: ServedAttempt) =>
	`${result}${statusCode === undefined ? '' : ` (${statusCode})`}`;

export function deliverySection({ delivery }: Answers['/api/v1/delivery']): HTMLElement {
	if (delivery === null) return note(MACHINERY_WITHHELD, true);
	const { state, inactiveReason, waiting, dropped, rejected, attempts } = delivery;
	const reason = inactiveReason === undefined ? '' : ` (${inactiveReason})`;
	const words = `Delivery is ${state}${reason}: ${waiting} waiting, ${rejected.length} rejected, ${dropped} dropped.`;
	const columns = [
		{ title: 'When', cell: ({ atMs }: { readonly atMs: number }) => momentText(atMs) },
		{
			title: 'Run',
			cell: ({ slug, runId }: { readonly slug?: string; readonly runId: string }) => slug ?? runId.slice(0, 8),
		},
	];
	return element(
		'div',
		{},
		note(words),
		attempts.length === 0
			? undefined
			: table(
					'Attempts to deliver, newest first',
					[
						...columns,
						{ title: 'Result', cell: attempt },
						{ title: 'Took', isNumber: true as const, cell: ({ durationMs }) => durationText(durationMs) },
						{ title: 'Said', isLong: true as const, cell: (line) => line.reason ?? '' },
					],
					attempts,
				),
	);
}

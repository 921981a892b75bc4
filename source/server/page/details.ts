import { numberOf, objectOf, type RunAnswer, textOf } from './answers.ts';
import { byId, element, foreign, note } from './dom.ts';
import { costText, countText, durationText, momentText, shortPrint } from './format.ts';
import { RUNS_WITHHELD, statusText } from './sections.ts';
import { table } from './table.ts';

function facts({ run }: RunAnswer): HTMLElement {
	const moment = (name: string) => (run[name] === undefined ? undefined : momentText(Date.parse(String(run[name]))));
	const rows: readonly (readonly [string, string | Node | undefined])[] = [
		['Run', textOf(run['runId'])],
		['Feature id', textOf(run['featureId'])],
		['Status', run['status'] === undefined ? undefined : statusText(run['status'])],
		['Type', textOf(run['type'])],
		['Failed at', textOf(run['failedStage'])],
		['Paused after', textOf(run['pausedAfter'])],
		['Started', moment('startedAt')],
		['Ended', moment('completedAt')],
		['Took', run['totalDurationMs'] === undefined ? undefined : durationText(numberOf(run['totalDurationMs']))],
		['Cost', run['totalCost'] === undefined ? undefined : costText(numberOf(run['totalCost']))],
		['Commit', textOf(run['commitHash'])],
		['Refines', textOf(run['parentRunId'])],
	];
	const items = rows.flatMap(([name, value]) =>
		value === undefined
			? []
			: [element('dt', {}, name), element('dd', {}, typeof value === 'string' ? foreign(value) : value)],
	);
	return element('dl', {}, ...items);
}

function stages({ run, withheld }: RunAnswer): HTMLElement {
	const rows = Object.entries(objectOf(run['stages'])).map(([name, stage]) => ({ name, stage: objectOf(stage) }));
	if (rows.length === 0)
		return note(withheld.includes('user') ? RUNS_WITHHELD : 'No stages.', withheld.includes('user'));
	return table(
		'Stages of the run',
		[
			{ title: 'Stage', cell: ({ name }) => name },
			{ title: 'Status', cell: ({ stage }) => statusText(stage['status']) },
			{ title: 'Took', isNumber: true, cell: ({ stage }) => durationText(numberOf(stage['durationMs'])) },
			{ title: 'Attempts', isNumber: true, cell: ({ stage }) => countText(numberOf(stage['attempts']) ?? 1) },
			{ title: 'Tokens', isNumber: true, cell: ({ stage }) => countText(numberOf(objectOf(stage['tokens'])['total'])) },
			{ title: 'Cost', isNumber: true, cell: ({ stage }) => costText(numberOf(stage['cost'])) },
			{
				title: 'Rating',
				isNumber: true,
				cell: ({ stage }) => countText(numberOf(objectOf(stage['feedback'])['rating'])),
			},
		],
		rows,
	);
}

function failures({ snapshot }: RunAnswer): HTMLElement | undefined {
	const found = snapshot?.user?.failures ?? [];
	if (found.length === 0) return undefined;
	return table(
		'Failures of the run',
		[
			{ title: 'Fingerprint', cell: ({ fingerprint }) => element('code', {}, shortPrint(fingerprint)) },
			{ title: 'Stage', cell: ({ stage }) => stage },
			{ title: 'Severity', cell: ({ severity }) => severity },
			{ title: 'Times', isNumber: true, cell: ({ count }) => countText(count) },
		],
		found,
	);
}

/** Everything of one run, in a dialog that Escape closes. */
export function showDetails(answer: RunAnswer): void {
	const dialog = byId('details', HTMLDialogElement);
	const name = textOf(answer.run['slug']) ?? textOf(answer.run['runId']) ?? '';
	byId('details-title', HTMLElement).replaceChildren(foreign(name));
	const parts = [facts(answer), stages(answer), failures(answer)].filter((part) => part !== undefined);
	byId('details-body', HTMLElement).replaceChildren(...parts);
	if (!dialog.open) dialog.showModal();
}

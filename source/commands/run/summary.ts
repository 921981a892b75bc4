import { printableJson } from '../../core/printable-json.ts';
import { project as projected } from '../../core/privacy/project.ts';
import type { ServedRun } from '../../core/served/run.ts';
import { toPrintableLine } from '../../core/text.ts';
import { createProjectReader, type ServedProject } from '../../served/project-reader.ts';
import { readSnapshotForSinks } from '../../store/live.ts';
import { addJobSummary } from '../job-summary.ts';
import { type Context, type Handler, textFlag, UserError } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';
import { renderRunAnnotations, renderRunSummary, type ToldRun } from './summary-markdown.ts';

/** The run that is named, else the one that began last: in a CI job that is the job's. */
function chooseRun(runs: readonly ServedRun[], id: string | undefined): ServedRun | undefined {
	if (id !== undefined) return runs.find(({ row }) => row.runId === id);
	const began = ({ row }: ServedRun) => row.startedAtMs ?? Number.NEGATIVE_INFINITY;
	return runs.reduce<ServedRun | undefined>((last, run) => (last && began(last) >= began(run) ? last : run), undefined);
}

function withFailures(run: ServedRun, { audience, database }: ServedProject): ToldRun {
	const { runId } = run.row;
	const snapshot = database && runId !== undefined ? readSnapshotForSinks(database, runId)?.snapshot : undefined;
	const seen = snapshot && projected(snapshot, audience, 'snapshot')?.value.user;
	return { ...run, failures: seen?.failures ?? [], churn: seen?.churn };
}

function show(run: ToldRun, audience: string, format: string | undefined, isJson: boolean, context: Context): void {
	if (isJson) {
		context.print(printableJson({ audience, run: run.entry, failures: run.failures, churn: run.churn ?? null }));
	} else if (format === 'github') {
		for (const line of renderRunAnnotations(run)) context.print(toPrintableLine(line, 1_000));
		addJobSummary(renderRunSummary(run), context);
	} else {
		context.print(renderRunSummary(run).trimEnd());
	}
}

/** `run summary`. Others read what a CI job tells, so they get what the audience permits. */
export const runSummary: Handler = ({ flags }, context) => {
	const isJson = flags['json'] === true;
	const format = textFlag(flags, 'format');
	if (isJson && format !== undefined) throw new UserError('--json and --format exclude each other', 'Give one of them');
	const id = textFlag(flags, 'run') ?? (context.environment['MURMUR8_RUN_ID']?.trim() || undefined);
	const reader = createProjectReader((project) => loadSettings(project, context.environment));
	try {
		const reading = reader.read(findProject(context));
		if (reading.kind === 'withheld') {
			context.warn(`murmur8: nothing is told to the job: ${reading.reason}`);
			return 0;
		}
		const { served } = reading;
		const run = chooseRun(served.runs, id);
		if (run) show(withFailures(run, served), served.audience, format, isJson, context);
		// A step that runs whatever happened before must not be what fails the job.
		else context.warn(`murmur8: there is no run${id === undefined ? '' : ` ${toPrintableLine(id, 60)}`} to tell of`);
		return 0;
	} finally {
		reader.close();
	}
};

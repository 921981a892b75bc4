import { project } from '../../core/privacy/project.ts';
import type { ServedRun } from '../../core/served/run.ts';
import { toPrintableLine } from '../../core/text.ts';
import type { ServedProject } from '../../served/project-reader.ts';
import { readSnapshotForSinks } from '../../store/live.ts';
import { Refusal } from '../refusal.ts';

/** Fewer characters of an id than this name a run by accident. */
export const SHORTEST_ID = 4;

/** @throws Refusal where that is none or several */
function findRun(runs: readonly ServedRun[], id: string): ServedRun {
	const exact = runs.find(({ row }) => row.runId === id);
	const found = exact ? [exact] : runs.filter(({ row }) => row.runId?.startsWith(id));
	const [first] = found;
	const shown = JSON.stringify(toPrintableLine(id, 60));
	if (!first) throw new Refusal(`no run ${shown}; run_history lists them`);
	if (found.length > 1) throw new Refusal(`${found.length} runs begin with ${shown}: give more of the id`);
	return first;
}

/** Everything of one run: its stages, and what was measured of it. */
export function answerDetails(
	{ audience, runs, database }: ServedProject,
	id: string,
): Readonly<Record<string, unknown>> {
	const { entry, row } = findRun(runs, id);
	const snapshot =
		database && row.runId !== undefined ? readSnapshotForSinks(database, row.runId)?.snapshot : undefined;
	const measured = snapshot && project(snapshot, audience, 'snapshot')?.value;
	return { audience, run: entry, ...(measured === undefined ? {} : { snapshot: measured }) };
}

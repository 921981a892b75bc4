import { SEEDED_WORDS } from '../../core/live/seeded-words.ts';
import { printableJson } from '../../core/printable-json.ts';
import type { PayloadPreview } from '../../core/run-details.ts';
import { readRun } from '../../store/runs.ts';
import { isUserError } from '../spec.ts';
import { inspect, readableBody } from '../telemetry/inspect.ts';
import { loadSettings } from '../workplace.ts';
import type { DetailsSource, Place } from './read.ts';

const nothing = (reason: string): PayloadPreview => ({ kind: 'nothing', reason });

/** What `telemetry inspect` would print of a run; where that is nothing, why. */
export async function readPreview(
	{ database, isSeeded }: DetailsSource,
	runId: string | undefined,
	{ project, context }: Place,
): Promise<PayloadPreview> {
	if (isSeeded) return nothing(SEEDED_WORDS);
	if (!database || runId === undefined || !readRun(database, runId))
		return nothing('another program recorded this run; no event is made of it here');
	const settings = loadSettings(project, context.environment);
	const { audience, wire } = settings.values;
	const [problem] = settings.problems;
	if (problem) return nothing(problem.message);
	if (audience === 'off') return nothing('nothing leaves at audience off');
	try {
		const { body, origin } = await inspect(database, project, settings, runId, context);
		return { kind: 'body', audience, wire, sizeBytes: body.length, origin, text: printableJson(readableBody(body), 2) };
	} catch (error) {
		// Only what the user can read: anything else is a fault of ours.
		if (!isUserError(error)) throw error;
		return nothing(error.message);
	}
}

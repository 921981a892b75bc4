import { nowMs } from '../../adapters/clock.ts';
import { parseTime } from '../../adapters/local-time.ts';
import type { Project } from '../../adapters/paths.ts';
import { SEEDED_WORDS } from '../../core/live/seeded-words.ts';
import { printableJson } from '../../core/printable-json.ts';
import { toPrintableLine } from '../../core/text.ts';
import { detailsOfEntry, detailsOfRun, type PayloadPreview, type RunDetails } from '../../core/watch/run-details.ts';
import { newestDeliveries } from '../../store/deliveries.ts';
import { readRun } from '../../store/runs.ts';
import type { Observation } from '../../watch/observe.ts';
import { runFailures } from '../run-failures.ts';
import { type Context, isUserError, UserError } from '../spec.ts';
import { inspect, readableBody } from '../telemetry/inspect.ts';
import { loadSettings } from '../workplace.ts';

const ATTEMPTS = 20;

type Place = { readonly project: Project; readonly context: Context };

/** What `telemetry inspect` would print of a run; where that is nothing, why. */
async function previewOf(
	observation: Observation,
	runId: string | undefined,
	{ project, context }: Place,
): Promise<PayloadPreview> {
	const database = observation.database();
	if (observation.reading().facts.source === 'demo') return { kind: 'nothing', reason: SEEDED_WORDS };
	if (!database || runId === undefined || !readRun(database, runId)) {
		return { kind: 'nothing', reason: 'another program recorded this run; no event is made of it here' };
	}
	const settings = loadSettings(project, context.environment);
	const { audience, wire } = settings.values;
	const [problem] = settings.problems;
	if (problem) return { kind: 'nothing', reason: problem.message };
	if (audience === 'off') return { kind: 'nothing', reason: 'nothing leaves at audience off' };
	try {
		const { body, origin } = await inspect(database, project, settings, runId, context);
		return { kind: 'body', audience, wire, sizeBytes: body.length, origin, text: printableJson(readableBody(body), 2) };
	} catch (error) {
		// Only what the user can read: anything else is a fault of ours.
		if (!isUserError(error)) throw error;
		return { kind: 'nothing', reason: error.message };
	}
}

/**
 * Everything about one run.
 * @param key the identity of an entry of the history, or `run:` and the id of one of our runs
 * @returns undefined where there is no such run any more
 */
export async function readDetails(
	observation: Observation,
	key: string,
	place: Place,
): Promise<RunDetails | undefined> {
	const database = observation.database();
	const { items, facts } = observation.reading();
	const item = items.find(({ identity }) => identity === key);
	const runId = key.startsWith('run:') ? key.slice('run:'.length) : undefined;
	const preview = await previewOf(observation, runId, place);
	const deliveries = database && runId !== undefined ? newestDeliveries(database, ATTEMPTS, runId).toReversed() : [];
	const failures =
		database && runId !== undefined ? await runFailures(database, place.project, runId, place.context) : [];
	const surroundings = { preview, deliveries, failures };
	const known = database && runId !== undefined ? readRun(database, runId) : undefined;
	const run = known ?? facts.runs.find(({ run: { runId: id } }) => id === runId)?.run;
	if (run && (!item || item.isOwn)) return detailsOfRun(run, surroundings, nowMs());
	return item && detailsOfEntry(item.identity, item.entry, surroundings, parseTime);
}

/** Ids are long to type; fewer characters than this name too much by accident. */
const SHORTEST_PREFIX = 4;

/** The key of the run that an id, or the start of one, names. @throws UserError where that is none or several */
export function findRunKey(observation: Observation, id: string): string {
	const { facts, items } = observation.reading();
	const ids = [...facts.runs.map(({ run }) => `run:${run.runId}`), ...items.map(({ identity }) => identity)];
	const wanted = `run:${id}`;
	const found = [
		...new Set(ids.filter((key) => key === wanted || (id.length >= SHORTEST_PREFIX && key.startsWith(wanted)))),
	];
	const [first] = found;
	if (first !== undefined && (found.length === 1 || found.includes(wanted))) {
		return found.includes(wanted) ? wanted : first;
	}
	const shown = JSON.stringify(toPrintableLine(id, 60));
	throw found.length > 1
		? new UserError(`${found.length} runs begin with ${shown}`, 'Give more of the id; see: murmur8 run list', 1)
		: new UserError(`no run ${shown}`, 'See: murmur8 run list', 1);
}

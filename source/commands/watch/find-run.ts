import { toPrintableLine } from '../../core/text.ts';
import type { Observation } from '../../watch/observe.ts';
import type { DetailsSource } from '../run-details/read.ts';
import { UserError } from '../spec.ts';

/** What the details of a run are read from, as of the last look. */
export function detailsSource(observation: Observation): DetailsSource {
	const { items, facts } = observation.reading();
	return {
		database: observation.database(),
		isSeeded: facts.source === 'demo',
		entryOf: (identity) => items.find((item) => item.identity === identity),
		runInProgress: (runId) => facts.runs.find(({ run }) => run.runId === runId)?.run,
	};
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

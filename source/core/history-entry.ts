import { isJsonObject, type JsonObject } from './json.ts';
import { buildRunFacts } from './payload/envelope.ts';
import type { Run } from './run.ts';
import { toStorableText } from './text.ts';

/**
 * A finished run as `pipeline-history.json` holds it (contracts.md section 1). Unlike an event it holds every stage,
 * the skipped ones too, and nothing is withheld: the file stays on this machine.
 */
export function toHistoryEntry(run: Run, toIso: (ms: number) => string): JsonObject {
	const facts = buildRunFacts({ ...run, feedbackWithheld: false }, toIso);
	const stages = run.stages.map(({ name, status }): readonly [string, JsonObject] => {
		if (status === 'skipped') return [name, { durationMs: 0, status }];
		const { name: _name, ...kept } = facts.stages[toStorableText(name)] ?? { name };
		return [name, kept];
	});
	const { slug, status, startedAt, completedAt, totalDurationMs, stages: _stages, ...rest } = facts;
	const { runId } = run;
	return { slug, status, startedAt, completedAt, totalDurationMs, runId, ...rest, stages: Object.fromEntries(stages) };
}

/**
 * What another program wrote into an entry of ours, laid over it. Keys that we do not know survive; in a stage theirs
 * win, because a finished run no longer changes on our side and the npm package updates stages in place.
 */
export function overlayEntry(entry: JsonObject, overlay: JsonObject): JsonObject {
	const unknown = Object.entries(overlay).filter(([key]) => !Object.hasOwn(entry, key));
	const [own, theirs] = [entry['stages'], overlay['stages']];
	const merged = { ...entry, ...Object.fromEntries(unknown) };
	if (!isJsonObject(own) || !isJsonObject(theirs)) return merged;
	const names = [...new Set([...Object.keys(own), ...Object.keys(theirs)])];
	const stages = names.map((name) => {
		// A stage may be called as a member of every object is.
		const [ours, added] = [own, theirs].map((stages) => (Object.hasOwn(stages, name) ? stages[name] : undefined));
		return [name, isJsonObject(ours) && isJsonObject(added) ? { ...ours, ...added } : (added ?? ours)];
	});
	return { ...merged, stages: Object.fromEntries(stages) };
}

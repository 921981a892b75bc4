import { toIso } from '../../adapters/clock.ts';
import { displayUrl } from '../../core/endpoint.ts';
import { known } from '../../core/known.ts';
import { project } from '../../core/privacy/project.ts';
import { SERVED_DOCUMENTS } from '../../core/privacy/served-documents.ts';
import type { ServedDelivery, ServedStatus } from '../../core/served/status.ts';
import { toPrintableLine } from '../../core/text.ts';
import type { DeliveryFacts } from '../../core/watch/facts.ts';
import type { ServedProject } from '../../served/project-reader.ts';
import { liveSource } from '../../store/live.ts';
import { listSinkResults } from '../../store/sinks.ts';

function deliveryOf({ mode, waiting, rejected, dropped, lines }: DeliveryFacts): ServedDelivery {
	const [newest] = lines;
	return known<Required<ServedDelivery>>({
		mode: mode.kind,
		reason: mode.kind === 'inactive' ? toPrintableLine(mode.message, 400) : undefined,
		endpoint: mode.kind === 'active' ? toPrintableLine(displayUrl(mode.endpoint.url), 2_000) : undefined,
		waiting,
		rejected: rejected.length,
		dropped,
		lastResult: newest?.result,
		lastAt: newest && toIso(newest.atMs),
	}) as ServedDelivery;
}

function statusOf({ facts, runs, trouble, database }: ServedProject, recorder: string): ServedStatus {
	const [newest] = runs.filter(({ isInProgress }) => !isInProgress);
	const endMs = newest?.row.completedAtMs;
	const sinks = database ? listSinkResults(database) : [];
	return known<Required<ServedStatus>>({
		runsInProgress: facts.runs.length,
		finishedRuns: facts.history.length,
		newestRunAt: endMs === undefined ? undefined : toIso(endMs),
		project: facts.project,
		recorder,
		delivery: deliveryOf(facts.delivery),
		sinks: sinks.map(({ sink, sent, failed, lastAtMs, lastError }) => ({
			sink,
			sent,
			failed,
			lastAt: toIso(lastAtMs),
			...(lastError === undefined ? {} : { lastError: toPrintableLine(lastError, 400) }),
		})),
		problems: [...(trouble === undefined ? [] : [trouble]), ...facts.problems].map((text) =>
			toPrintableLine(text, 400),
		),
	}) as ServedStatus;
}

/** @param recorder this program and its version */
export function answerStatus(served: ServedProject, recorder: string): Readonly<Record<string, unknown>> {
	const { audience, database } = served;
	const source = database ? liveSource(database) : 'empty';
	return { audience, source, ...project(statusOf(served, recorder), audience, SERVED_DOCUMENTS.status)?.value };
}

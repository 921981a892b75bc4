import { nowMs, toIso } from '../../adapters/clock.ts';
import { printableJson } from '../../core/printable-json.ts';
import { toPrintableLine } from '../../core/text.ts';
import type { Database } from '../../store/database.ts';
import { deliveriesOf } from '../../store/deliveries.ts';
import { listDeadLetters, readEvent } from '../../store/outbox.ts';
import { readDeadEnvelope } from '../../store/outbox-changes.ts';
import type { Handler } from '../spec.ts';
import { type EventName, findEvent, listEvents, withOutbox } from './access.ts';
import { deadLetterJson, deadLetterLines, deliveryJson, readWaiting, waitingJson, waitingLines } from './view.ts';

/** Every line that the delivery log keeps of one event. */
const ALL_LINES = 1_000;

export interface ShownEvent {
	readonly json: object;
	readonly lines: readonly string[];
}

/** All that is known of an undelivered event: facts, attempts, the event itself, and what can be done. */
export function describeEvent(database: Database, { runId, state }: EventName, now: number): ShownEvent {
	const waiting = readWaiting(database).find((event) => event.runId === runId);
	const dead = listDeadLetters(database).find((letter) => letter.runId === runId);
	const envelope = state === 'waiting' ? readEvent(database, runId)?.envelope : readDeadEnvelope(database, runId);
	const deliveries = deliveriesOf(database, runId, ALL_LINES);
	const facts = waiting ? waitingJson(waiting) : dead ? deadLetterJson(dead) : {};
	const head = waiting
		? waitingLines({ ...waiting, deliveries: [] }, now)
		: dead
			? deadLetterLines(dead, now)
			: ([] as const);
	const attempts = deliveries.map(
		({ atMs, result, statusCode, reason, durationMs }) =>
			`  ${toIso(atMs)}  ${result}${statusCode === undefined ? '' : ` ${statusCode}`}, ${durationMs} ms${
				reason === undefined ? '' : `: ${toPrintableLine(reason, 320)}`
			}`,
	);
	const next = state === 'waiting' ? 'retry' : 'requeue';
	return {
		json: {
			...facts,
			state,
			deliveries: deliveries.map(deliveryJson),
			envelope: envelope === undefined ? undefined : (JSON.parse(envelope) as unknown),
		},
		lines: [
			`${toPrintableLine(runId, 80)}: ${state}`,
			...head,
			...(attempts.length > 0 ? ['', 'What became of it', ...attempts] : []),
			'',
			`The event itself: murmur8 outbox show ${toPrintableLine(runId, 80)} --json`,
			`${state === 'waiting' ? 'Deliver it' : 'Queue it again'}: murmur8 outbox ${next} ${toPrintableLine(runId, 80)}`,
		],
	};
}

/** `outbox show <id>` */
export const outboxShow: Handler = async ({ positionals, flags }, context) => {
	const id = positionals[0] ?? '';
	const shown = await withOutbox(context, undefined, (database) =>
		describeEvent(database, findEvent(listEvents(database), id), nowMs()),
	);
	if (!shown) findEvent([], id);
	else context.print(flags['json'] ? printableJson(shown.json) : shown.lines.join('\n'));
	return 0;
};

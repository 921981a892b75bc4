import { nowMs } from '../../adapters/clock.ts';
import { toPrintableLine } from '../../core/text.ts';
import { discardEvent, endPause, requeueEvent } from '../../store/outbox-changes.ts';
import { canAsk, confirm } from '../history/confirm.ts';
import { type Handler, type Invocation, UserError } from '../spec.ts';
import { deliverNow, type ForegroundReport, showReport } from '../telemetry/flush.ts';
import { chooseEvents, type EventName, type EventState, listEvents, publishQueue, withOutbox } from './access.ts';

const events = (count: number) => `${count} event${count === 1 ? '' : 's'}`;

function choose(
	all: readonly EventName[],
	{ positionals, flags }: Invocation,
	state: EventState | undefined,
): readonly EventName[] {
	if (positionals.length > 0 && flags['all']) throw new UserError('an id and --all exclude each other', 'Give one');
	if (positionals.length === 0 && !flags['all'])
		throw new UserError('which event?', 'Give the id of one, or --all; see: murmur8 outbox');
	return chooseEvents(all, positionals, state === undefined ? all : all.filter((event) => event.state === state));
}

const NOTHING: ForegroundReport = { delivered: 0, rejected: 0, isBusy: false, waiting: 0 };

/** `outbox retry [id…]`: one pass, pauses that the receiver asked for ended. */
export const outboxRetry: Handler = async ({ positionals, flags }, context) => {
	const report = await withOutbox(context, NOTHING, async (database, project) => {
		const all = listEvents(database);
		const waiting = all.filter(({ state }) => state === 'waiting');
		const chosen = chooseEvents(all, positionals, waiting);
		const dead = chosen.find(({ state }) => state === 'rejected');
		if (dead) {
			throw new UserError(
				`${toPrintableLine(dead.runId, 60)} was rejected`,
				'Once it is mended: murmur8 outbox requeue <id>',
				1,
			);
		}
		for (const { runId } of chosen) endPause(database, runId);
		return deliverNow(database, project, context);
	});
	return showReport(report, flags['json'] === true, context);
};

/** `outbox requeue <id…>|--all`: dead letters go back, as if they had just been queued. */
export const outboxRequeue: Handler = async (invocation, context) => {
	const all = await withOutbox(context, [], listEvents);
	const chosen = choose(all, invocation, 'rejected');
	const results = await withOutbox(context, [], async (database, project) => {
		const outcomes = chosen.map(({ runId }) => requeueEvent(database, runId, nowMs()));
		await publishQueue(database, project, context);
		return outcomes;
	});
	const requeued = results.filter((result) => result === 'requeued').length;
	context.print(`${events(requeued)} requeued${requeued > 0 ? '; deliver now: murmur8 outbox retry' : ''}`);
	if (!results.includes('full')) return 0;
	throw new UserError('the outbox is full; the others stay rejected', 'First deliver: murmur8 outbox retry', 1);
};

/** `outbox drop <id…>|--all`: for good, so it asks. */
export const outboxDrop: Handler = async (invocation, context) => {
	const all = await withOutbox(context, [], listEvents);
	const names = choose(all, invocation, undefined);
	if (names.length === 0) {
		context.print('0 events dropped');
		return 0;
	}
	if (!invocation.flags['force']) {
		if (!canAsk())
			throw new UserError('nobody can be asked here', 'To drop events for good: murmur8 outbox drop <id> --force');
		if (!confirm(`This will drop ${events(names.length)} for good. Continue?`)) {
			context.print('Nothing was dropped.');
			return 0;
		}
	}
	return withOutbox(context, 0, async (database, project) => {
		const dropped = names.filter(({ runId }) => discardEvent(database, runId, nowMs())).length;
		await publishQueue(database, project, context);
		context.print(`${events(dropped)} dropped`);
		return 0;
	});
};

import { nowMs } from '../../adapters/clock.ts';
import { printableJson } from '../../core/printable-json.ts';
import { readCounter } from '../../store/counters.ts';
import type { Database } from '../../store/database.ts';
import { type DeadLetter, DROPPED_COUNTER, listDeadLetters } from '../../store/outbox.ts';
import { DISCARDED_COUNTER } from '../../store/outbox-changes.ts';
import { type Flags, type Handler, UserError } from '../spec.ts';
import { withOutbox } from './access.ts';
import { deadLetterJson, deadLetterLines, readWaiting, type WaitingEvent, waitingJson, waitingLines } from './view.ts';

interface Outbox {
	readonly waiting: readonly WaitingEvent[];
	readonly rejected: readonly DeadLetter[];
	/** Because there was no room. */
	readonly dropped: number;
	/** By hand. */
	readonly discarded: number;
}

const EMPTY: Outbox = { waiting: [], rejected: [], dropped: 0, discarded: 0 };

const readOutbox = (database: Database): Outbox => ({
	waiting: readWaiting(database),
	rejected: listDeadLetters(database),
	dropped: readCounter(database, DROPPED_COUNTER),
	discarded: readCounter(database, DISCARDED_COUNTER),
});

function narrow(outbox: Outbox, flags: Flags): Outbox {
	if (flags['waiting'] && flags['rejected'])
		throw new UserError('--waiting and --rejected exclude each other', 'Leave both out to see everything');
	return {
		...outbox,
		waiting: flags['rejected'] ? [] : outbox.waiting,
		rejected: flags['waiting'] ? [] : outbox.rejected,
	};
}

function toText({ waiting, rejected, dropped, discarded }: Outbox, now: number): string {
	const sections = [
		...(waiting.length > 0
			? [`Waiting (${waiting.length})`, ...waiting.flatMap((event) => waitingLines(event, now, true)), '']
			: []),
		...(rejected.length > 0
			? [`Rejected (${rejected.length})`, ...rejected.flatMap((letter) => deadLetterLines(letter, now, true)), '']
			: []),
	];
	if (sections.length === 0) sections.push('Nothing is undelivered.', '');
	if (dropped > 0) sections.push(`Dropped because there was no room: ${dropped}`);
	if (discarded > 0) sections.push(`Dropped by hand: ${discarded}`);
	if (waiting.length > 0) sections.push('Deliver now: murmur8 outbox retry');
	if (rejected.length > 0) sections.push('Once it is mended: murmur8 outbox requeue <id>, or --all');
	return sections.join('\n').trimEnd();
}

/** `outbox`, `outbox list` */
export const outboxList: Handler = async ({ flags }, context) => {
	const outbox = narrow(await withOutbox(context, EMPTY, readOutbox), flags);
	const { waiting, rejected, dropped, discarded } = outbox;
	if (!flags['json']) context.print(toText(outbox, nowMs()));
	else {
		context.print(
			printableJson({
				waiting: waiting.map(waitingJson),
				rejected: rejected.map(deadLetterJson),
				dropped,
				discarded,
			}),
		);
	}
	return 0;
};

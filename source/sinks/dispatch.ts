import { nowMs } from '../adapters/clock.ts';
import { errorText } from '../core/error-text.ts';
import { intersectAudiences } from '../core/privacy/audience.ts';
import { project } from '../core/privacy/project.ts';
import type { SinkOrder } from '../core/settings/delivery-mode.ts';
import type { SinkSettings } from '../core/settings/sinks.ts';
import { toPrintableLine } from '../core/text.ts';
import { tryClaim } from '../store/claims.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { takePendingSnapshot } from '../store/live.ts';
import { addToTotals, noteSinkResult } from '../store/sinks.ts';
import { createSink } from './create.ts';
import type { Remaining, Sink, SinkBatch, SinkTools } from './sink.ts';

/** Longest time for one batch and one sink: a dead one must not use up the time of a whole pass. */
const LONGEST_BATCH_MS = 5_000;
const CLAIM = 'sinks';
const CLAIM_LIFETIME_MS = 60_000;

export interface DispatchReport {
	readonly batches: number;
	/** Times that a sink did not take a batch. */
	readonly failures: number;
}

export interface DispatchTools extends SinkTools {
	readonly database: Database;
	/** Random, for a project that has no id of its own yet. */
	readonly newInstance: () => string;
	/** Milliseconds left for the whole pass. */
	readonly remainingMs: Remaining;
}

interface OpenSink {
	readonly name: string;
	readonly settings: SinkSettings;
	/** Once it has failed, the rest of the pass goes without it. */
	isGivenUp: boolean;
	sink: Sink | undefined;
}

/** What sinks may have of the next run; `skip` where that is nothing. */
function nextBatch({ database, newInstance }: DispatchTools, order: SinkOrder): SinkBatch | 'skip' | undefined {
	return inTransaction(database, () => {
		const pending = takePendingSnapshot(database);
		if (!pending) return undefined;
		// Neither what was permitted when it ended nor what is permitted now is exceeded.
		const audience = intersectAudiences(pending.audience, order.audience);
		const run = project(pending.snapshot, audience, 'snapshot');
		if (!run) return 'skip';
		const totals = addToTotals(database, run.value.points ?? [], newInstance(), nowMs());
		return { run, totals: project(totals, audience, 'totals') };
	});
}

const reasonOf = (error: unknown) => toPrintableLine(errorText(error), 200);

async function emit(open: OpenSink, batch: SinkBatch, tools: DispatchTools): Promise<string | undefined> {
	if (open.isGivenUp) return 'left out after it failed';
	const endMs = tools.remainingMs() - LONGEST_BATCH_MS;
	const remainingMs = () => tools.remainingMs() - Math.max(0, endMs);
	if (remainingMs() <= 0) return 'out of time';
	try {
		open.sink ??= await createSink(open.settings, tools);
		const messages = await open.sink.render(batch);
		if (messages.length > 0) await open.sink.deliver(messages, remainingMs);
		return undefined;
	} catch (error) {
		open.isGivenUp = true;
		return reasonOf(error);
	}
}

/** Hands every run that waits to every sink; they work side by side, and none waits for another one's failure. */
async function emitAll(tools: DispatchTools, order: SinkOrder): Promise<DispatchReport> {
	const { database } = tools;
	const open = order.sinks.map((settings, index): OpenSink => {
		return { name: `${index + 1} ${settings.kind}`, settings, isGivenUp: false, sink: undefined };
	});
	// Printed by those that somebody hears, and by nobody else.
	const heard = open.filter(({ settings }) => settings.kind !== 'stderr' || tools.printError);
	let [batches, failures] = [0, 0];
	while (tools.remainingMs() > 0) {
		const batch = nextBatch(tools, order);
		if (batch === undefined) break;
		if (batch === 'skip') continue;
		batches++;
		const errors = await Promise.all(heard.map((each) => emit(each, batch, tools)));
		inTransaction(database, () => {
			for (const [index, { name, settings }] of heard.entries()) {
				noteSinkResult(database, name, settings.kind, errors[index], nowMs());
			}
		});
		failures += errors.filter((error) => error !== undefined).length;
	}
	return { batches, failures };
}

/**
 * Gives finished runs to the configured sinks: projected, each run once. Never throws for what a sink does; it is
 * counted and shown in `telemetry status`. One process at a time, so that sums go out in their order.
 * @returns undefined where another process is at it
 */
export async function dispatchToSinks(tools: DispatchTools, order: SinkOrder): Promise<DispatchReport | undefined> {
	const claim = tryClaim(tools.database, CLAIM, nowMs(), CLAIM_LIFETIME_MS);
	if (!claim) return undefined;
	try {
		return await emitAll(tools, order);
	} finally {
		claim.release();
	}
}

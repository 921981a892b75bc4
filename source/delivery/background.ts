import { nowMs, sleep } from '../adapters/clock.ts';
import { sinceProcessStartMs } from '../adapters/runtime.ts';
import { type Database, inTransaction, openDatabase } from '../store/database.ts';
import { requestPublishing } from '../store/published/changes.ts';
import { syncPublished } from '../store/published/sync.ts';
import { flush } from './flush.ts';
import { send } from './send.ts';
import type { BackgroundOrder } from './start-background.ts';

/** The hard end of a pass, whatever the network does. */
const LONGEST_PASS_MS = 30_000;
const LARGEST_ORDER = 1_048_576;

async function readOrder(): Promise<BackgroundOrder> {
	let text = '';
	for await (const chunk of process.stdin.setEncoding('utf8')) {
		text += chunk as string;
		if (text.length > LARGEST_ORDER) throw new Error('order is too large');
	}
	return JSON.parse(text) as BackgroundOrder;
}

/** Publishing is retried by whoever comes next; a file that can't be written must not keep events from being sent. */
async function publish(database: Database, { project, queueSetting }: BackgroundOrder): Promise<void> {
	try {
		// Whoever publishes right now may have read the outbox before it changed; it looks again.
		inTransaction(database, () => requestPublishing(database));
		await syncPublished(database, project, queueSetting, nowMs(), false);
	} catch {}
}

/** Only who has sinks pays for them. Nobody hears this process: sinks that print have nothing to print to. */
async function feedSinks(
	database: Database,
	{ sinks, project, userAgent }: BackgroundOrder,
	remainingMs: () => number,
): Promise<void> {
	if (!sinks) return;
	const { feedConfiguredSinks } = await import('./feed-sinks.ts');
	await feedConfiguredSinks({ database, project, userAgent, sinks, printError: undefined, remainingMs });
}

/** Last, and whatever comes of it: nobody waits for it. */
async function sweepUp(database: Database): Promise<void> {
	try {
		const { sweep } = await import('./sweep.ts');
		sweep(database, nowMs());
	} catch {}
}

/** Publishes, delivers what is due and publishes again. @param remainingMs milliseconds left for all of it */
export async function carryOut(order: BackgroundOrder, remainingMs: () => number): Promise<void> {
	const database = openDatabase(order.project.databasePath);
	try {
		// Side by side: neither a dead endpoint nor a dead sink keeps the other from getting what is theirs.
		const sinks = feedSinks(database, order, remainingMs);
		await publish(database, order);
		if (order.sender) {
			const tools = { database, send, nowMs, sleep, random: Math.random, remainingMs };
			await flush(tools, order.sender, order.userAgent);
			await publish(database, order);
		}
		await sinks;
		await sweepUp(database);
	} finally {
		database.close();
	}
}

/**
 * The background process: reads its order, imports and publishes, delivers what is due, ends. Nothing hears it, so
 * nothing is printed.
 */
export async function runBackground(): Promise<void> {
	const end = setTimeout(() => process.exit(0), LONGEST_PASS_MS);
	end.unref();
	await carryOut(await readOrder(), () => LONGEST_PASS_MS - sinceProcessStartMs());
}

import { nowMs, sleep } from '../adapters/clock.ts';
import { sinceProcessStartMs } from '../adapters/runtime.ts';
import { openDatabase } from '../store/database.ts';
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

/** The background process: reads its order, delivers what is due, ends. Nothing hears it, so nothing is printed. */
export async function runBackground(): Promise<void> {
	const end = setTimeout(() => process.exit(0), LONGEST_PASS_MS);
	end.unref();
	const order = await readOrder();
	const database = openDatabase(order.databasePath);
	const remainingMs = () => LONGEST_PASS_MS - sinceProcessStartMs();
	try {
		await flush({ database, send, nowMs, sleep, random: Math.random, remainingMs }, order.settings, order.userAgent);
	} finally {
		database.close();
	}
}

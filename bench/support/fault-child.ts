import { createSend, type SendResult } from '../../source/delivery/send.ts';
import { type Order, requestOf } from '../../test/faults/http/order.ts';
import { watchPeak } from './peak-memory.ts';
import { plainFetch } from './plain-fetch.ts';

export interface ChildOrder extends Order {
	/** A healthy receiver; a first event to it loads what a sender loads. */
	readonly warmUpUrl: string;
	readonly client: 'sender' | 'plain fetch';
}

export interface ChildReport {
	readonly result: SendResult | string;
	readonly wallMs: number;
	/** By how much the most memory that the process ever had rose. */
	readonly growthBytes: number;
	/** Unix milliseconds; what the process lingers behind it is the client's fault. */
	readonly endedAtMs: number;
}

const order = JSON.parse(process.argv[2] ?? '') as ChildOrder;
const request = requestOf(order);
const warmUp = { ...request, url: order.warmUpUrl, body: request.body.slice(0, 100) as typeof request.body };

const send = createSend(order.environment, order.connectLimitMs);
const client = order.client === 'sender' ? send : plainFetch;
// Twice: what is first called, and what is called again over a connection that is there.
await client(warmUp);
await client(warmUp);
const growthBytes = watchPeak();
const startedAt = performance.now();
const result = await client(request);
const report: ChildReport = {
	result,
	wallMs: performance.now() - startedAt,
	growthBytes: growthBytes(),
	endedAtMs: Date.now(),
};
process.stdout.write(JSON.stringify(report));

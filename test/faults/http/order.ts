import type { WireBody } from '../../../source/core/payload/wire.ts';
import { createSend, type SendRequest, type SendResult } from '../../../source/delivery/send.ts';

/** One event to send, as it can be told to another process. */
export interface Order {
	readonly url: string;
	readonly key: string;
	readonly runId: string;
	readonly bodyBytes: number;
	readonly deadlineMs: number;
	readonly connectLimitMs: number;
	/** Where proxies are named. */
	readonly environment: Readonly<Record<string, string>>;
}

/** Bytes of which no two neighbours are alike, the same ones for the same size. */
function bodyOf(bytes: number): WireBody {
	return Uint8Array.from({ length: bytes }, (_, index) => (index * 31 + (index >> 8)) & 0xff) as unknown as WireBody;
}

export function requestOf({ url, key, runId, bodyBytes, deadlineMs }: Order): SendRequest {
	const body = bodyOf(bodyBytes);
	return { url, key, runId, body, retryCount: 0, deadlineMs, userAgent: 'murmur8/0.0.0-test' };
}

/** Sends it with the real sender. */
export const carryOut = (order: Order, request = requestOf(order)): Promise<SendResult> =>
	createSend(order.environment, order.connectLimitMs)(request);

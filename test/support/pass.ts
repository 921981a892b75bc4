import type { Outcome } from '../../source/core/delivery-outcome.ts';
import type { SenderSettings } from '../../source/core/settings/delivery-mode.ts';
import { type FlushReport, flush } from '../../source/delivery/flush.ts';
import type { SendRequest, SendResult } from '../../source/delivery/send.ts';
import type { Database } from '../../source/store/database.ts';
import { NOW_MS, temporaryDatabase } from './store.ts';

export const SENDER: SenderSettings = {
	url: 'https://receiver.example.invalid/api/telemetry',
	key: undefined,
	audience: 'user-only',
	wire: 'flat',
	timeoutMs: 10_000,
	maxBytes: 1_048_576,
};

export const delivered = (remoteId?: string): SendResult => answer({ kind: 'delivered', statusCode: 201, remoteId });
/** An HTTP answer came. */
export const answer = (outcome: Outcome): SendResult => ({ outcome, hasAnswer: true, durationMs: 7 });
export const noAnswer = (reason = 'ECONNREFUSED'): SendResult => ({
	outcome: { kind: 'transient', reason },
	hasAnswer: false,
	durationMs: 7,
});
export const busy = (retryAfterMs?: number): SendResult =>
	answer({ kind: 'transient', statusCode: 503, reason: 'HTTP 503', retryAfterMs });

/** One pass over a real database, in a world whose clock, network and chance are the test's. */
export interface PassWorld {
	readonly database: Database;
	readonly clock: { nowMs: number };
	/** Everything that was sent, and how long the pass slept, in order. */
	readonly requests: SendRequest[];
	readonly pauses: number[];
	/** What comes of each request; `delivered()` unless the test says otherwise. */
	onSend: (request: SendRequest) => SendResult | Promise<SendResult>;
	random: () => number;
	remainingMs: () => number;
	readonly flush: (settings?: Partial<SenderSettings>) => Promise<FlushReport>;
}

export function createPassWorld(database = temporaryDatabase()): PassWorld {
	const world: PassWorld = {
		database,
		clock: { nowMs: NOW_MS },
		requests: [],
		pauses: [],
		onSend: () => delivered(),
		random: () => 0.5,
		remainingMs: () => 30_000,
		flush: (settings = {}) =>
			flush(
				{
					database,
					send: async (request) => {
						world.requests.push(request);
						return world.onSend(request);
					},
					nowMs: () => world.clock.nowMs,
					sleep: async (ms) => {
						world.pauses.push(ms);
						world.clock.nowMs += ms;
					},
					random: () => world.random(),
					remainingMs: () => world.remainingMs(),
				},
				{ ...SENDER, ...settings },
				'murmur8/0.0.0-test',
			),
	};
	return world;
}

import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { SendRequest, SendResult } from '../../../source/delivery/send.ts';
import { createKey } from '../../support/portal.ts';
import type { FaultCase } from './case.ts';
import type { Order } from './order.ts';
import { headerOf } from './server.ts';
import type { Stage } from './stage.ts';

/** What must abort gets little time, a little more if an answer must come before; all else more than it can need. */
const SHORT_MS = 300;
const BARELY_ENOUGH_MS = 1_500;
export const LONG_MS = 60_000;

function deadlineOf({ expected, isHiddenFromDeno }: FaultCase, isDeno: boolean): number {
	if (isDeno && isHiddenFromDeno) return BARELY_ENOUGH_MS;
	if (expected.abortedBy !== 'deadline') return LONG_MS;
	return expected.hasAnswer ? BARELY_ENOUGH_MS : SHORT_MS;
}

export const orderFor = (fault: FaultCase, { url, environment }: Stage, isDeno = false): Order => ({
	url,
	key: createKey(),
	runId: randomUUID(),
	bodyBytes: fault.bodyBytes ?? 100,
	deadlineMs: deadlineOf(fault, isDeno),
	connectLimitMs: fault.expected.abortedBy === 'connect limit' ? SHORT_MS : LONG_MS,
	environment,
});

/** What came of it: its class, what the server said, and what ended it. */
export function checkResult(fault: FaultCase, { key }: Order, result: SendResult, isDeno = false): void {
	const { expected, isHiddenFromDeno } = fault;
	const { outcome, hasAnswer, durationMs } = result;
	const said = JSON.stringify(result);
	const isLate = isDeno && isHiddenFromDeno && outcome.kind === 'transient';
	if (isLate) return;
	expect([expected.kind].flat(), said).toContain(outcome.kind);
	if (!Array.isArray(expected.kind)) {
		expect(hasAnswer, said).toBe(expected.hasAnswer);
		expect(outcome.statusCode, said).toBe(expected.status);
	}
	if (outcome.kind !== 'delivered') {
		// The words of an error below HTTP are the runtime's own; Node's are looked at.
		if (!isDeno || expected.hasAnswer || expected.abortedBy) expect(outcome.reason).toMatch(expected.reason ?? /./);
		expect(outcome.reason).toMatch(/^[^\p{Cc}]{1,300}$/u);
		expect(outcome.reason).not.toMatch(/hidden|ada|%3A/);
		expect(outcome.reason).not.toContain(key);
	}
	const { retryAfterMs, remoteId } = { retryAfterMs: undefined, remoteId: undefined, ...outcome };
	if ('retryAfterMs' in expected) expect(retryAfterMs).toBe(expected.retryAfterMs);
	if ('remoteId' in expected) expect(remoteId).toBe(expected.remoteId);
	// Timers may be a millisecond early.
	if (expected.abortedBy) expect(durationMs).toBeGreaterThanOrEqual(SHORT_MS - 5);
}

/** Every event that came, came as it was sent, and to nobody else. */
export function checkRequests({ expected }: FaultCase, stage: Stage, { body, runId, key }: SendRequest): void {
	const { receiver, other, proxy } = stage;
	if (expected.requests !== undefined) expect(receiver.requests).toHaveLength(expected.requests);
	if (expected.proxyConnections !== undefined) expect(proxy?.connections()).toBe(expected.proxyConnections);
	expect(other.connections()).toBe(0);
	for (const request of [...receiver.requests, ...(proxy?.requests ?? [])]) {
		const { head } = request;
		if (head.startsWith('CONNECT')) {
			expect(head).not.toContain(key);
			continue;
		}
		expect(head).toMatch(/^POST /);
		expect(request.body.equals(body)).toBe(true);
		expect(headerOf(head, 'idempotency-key')).toBe(runId);
		expect(headerOf(head, 'authorization')).toBe(`Bearer ${key}`);
		expect(headerOf(head, 'content-length')).toBe(String(body.length));
	}
	for (const { head } of receiver.requests) expect(head).not.toMatch(/proxy-authorization/i);
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	backoffMs,
	classifyConnectionError,
	classifyStatus,
	expiryReason,
	MAX_AGE_MS,
	MAX_ATTEMPTS,
	type OutcomeKind,
	readErrorWords,
	readRemoteId,
	readRetryAfter,
	TRIES_PER_PASS,
} from '../../source/core/delivery-outcome.ts';
import { oddText, SEEDED } from './property.ts';

const STATUSES: Readonly<Record<OutcomeKind, readonly number[]>> = {
	delivered: [200, 201, 202, 204, 206, 299, 409],
	transient: [408, 425, 429, 500, 502, 503, 504, 507, 520, 521, 522, 523, 524],
	configuration: [300, 301, 302, 303, 304, 307, 308, 399, 401, 403, 404, 405, 407, 501, 505],
	rejected: [400, 402, 406, 410, 411, 412, 413, 414, 415, 416, 418, 421, 422, 423, 424, 426, 428, 431, 451, 499],
};

const rows = Object.entries(STATUSES).flatMap(([kind, statuses]) => statuses.map((status) => [status, kind] as const));
test.each(rows)('%d is %s', (status, kind) => {
	expect(classifyStatus(status)).toBe(kind);
});

test('every status has a class, and none above 499 loses an event', () => {
	for (let status = 100; status < 1_000; status++) {
		const kind = classifyStatus(status);
		expect(Object.keys(STATUSES)).toContain(kind);
		if (status >= 500) expect(kind).not.toBe('rejected');
	}
});

test.each([
	...[
		'ECONNREFUSED',
		'ECONNRESET',
		'EPIPE',
		'ETIMEDOUT',
		'ENOTFOUND',
		'EAI_AGAIN',
		'EHOSTUNREACH',
		'UND_ERR_SOCKET',
		'',
	].map((code) => [code, 'transient'] as const),
	...[
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'CERT_HAS_EXPIRED',
		'CERT_NOT_YET_VALID',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'ERR_SSL_WRONG_VERSION_NUMBER',
		'HOSTNAME_MISMATCH',
		'EPROTO',
		'invalid peer certificate: UnknownIssuer',
	].map((code) => [code, 'configuration'] as const),
])('the error %j is %s', (code, kind) => {
	expect(classifyConnectionError(code)).toBe(kind);
});

describe('readRetryAfter', () => {
	const now = Date.UTC(2026, 0, 1);
	test.each([
		['absent', null, undefined],
		['empty', '', undefined],
		['blank', '  ', undefined],
		['0', '0', 1_000],
		['7', '7', 7_000],
		['7 with spaces', ' 7 ', 7_000],
		['-1', '-1', 1_000],
		['3600', '3600', 3_600_000],
		['a billion', '1000000000', 3_600_000],
		['a date in the past', 'Wed, 31 Dec 2025 23:00:00 GMT', 1_000],
		['a date in the future', 'Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
		['a date far in the future', 'Fri, 01 Jan 2027 00:00:00 GMT', 3_600_000],
		['garbage', 'soon', undefined],
		['an exponent', '1e9', undefined],
		['two values', '7, 8 bananas', undefined],
	])('%s', (_what, header, expected) => {
		expect(readRetryAfter(header, now, Date.parse)).toBe(expected);
	});

	test('whatever a server says, the wait is from a second to an hour', () => {
		const header = fc.oneof(oddText, fc.integer().map(String), fc.bigInt({ min: 0n }).map(String));
		fc.assert(
			fc.property(header, (text) => {
				const waitMs = readRetryAfter(text, now, Date.parse);
				return waitMs === undefined || (waitMs >= 1_000 && waitMs <= 3_600_000);
			}),
			SEEDED,
		);
	});
});

test('the backoff is between nothing and its cap, and grows with the failures', () => {
	expect([1, 2, 3, 4, 5, 50].map((failed) => backoffMs(failed, 1))).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
	expect(backoffMs(0, 1)).toBe(500);
	fc.assert(
		fc.property(fc.nat(2_000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (failed, random) => {
			const ms = backoffMs(failed, random);
			expect(Number.isInteger(ms) && ms >= 0 && ms <= Math.min(8_000, 500 * 2 ** failed)).toBe(true);
		}),
		SEEDED,
	);
	expect(TRIES_PER_PASS).toBe(3);
});

test.each([
	['fresh', 0, 0, undefined],
	['one below each limit', MAX_ATTEMPTS - 1, MAX_AGE_MS - 1, undefined],
	['25 attempts', 25, 0, 'given up after 25 attempts'],
	['30 days', 0, 30 * 86_400_000, 'given up after 30 days'],
	['the clock went back', 1, -5, undefined],
])('expiry: %s', (_what, attempts, ageMs, expected) => {
	expect(expiryReason(attempts, 1_000, 1_000 + ageMs)).toBe(expected);
});

test.each([
	[{ id: 'run_17' }, 'run_17'],
	[{ id: 'A-z_09', more: 1 }, 'A-z_09'],
	[{ id: 'x'.repeat(128) }, 'x'.repeat(128)],
	[{ id: 'x'.repeat(129) }, undefined],
	[{ id: '' }, undefined],
	[{ id: 'a b' }, undefined],
	[{ id: 'a\n' }, undefined],
	[{ id: '../x' }, undefined],
	[{ id: 7 }, undefined],
	[{ id: null }, undefined],
	[{}, undefined],
	[[], undefined],
	[null, undefined],
	['run_17', undefined],
	[undefined, undefined],
])('readRemoteId(%j)', (body, expected) => {
	expect(readRemoteId(body)).toBe(expected);
});

test.each([
	['{"errors":[{"field":"slug","message":"is blank"},{"field":"x","message":"y"}]}', 'slug: is blank; x: y'],
	['{"errors":[{"message":"is blank"},null,7,{"field":3}]}', 'is blank'],
	['{"errors":[],"error":"Unauthorized"}', 'Unauthorized'],
	['{"error":"Unauthorized","message":"no"}', 'Unauthorized'],
	['{"message":"no"}', 'no'],
	['{"error":{"code":1},"message":"no"}', 'no'],
	['{"detail":"other"}', '{"detail":"other"}'],
	['{"errors":["text"]}', '{"errors":["text"]}'],
	['<h1>Bad gateway</h1>', '<h1>Bad gateway</h1>'],
	['"text"', '"text"'],
	['null', 'null'],
	['', ''],
])('readErrorWords(%s)', (text, expected) => {
	expect(readErrorWords(text)).toBe(expected);
});

import type { OutcomeKind } from '../../../../source/core/delivery-outcome.ts';
import { answers, answerText } from '../behaviours.ts';
import { delivered, type FaultCase, plain } from '../case.ts';
import type { Serve } from '../server.ts';

/** The table of storage-and-delivery.md section 2, and statuses that it does not name. */
const CLASSES: readonly (readonly [kind: OutcomeKind, statuses: readonly number[]])[] = [
	['delivered', [200, 201, 202, 203, 204, 205, 206, 207, 226, 299, 409]],
	['transient', [408, 425, 429, 500, 502, 503, 504, 507, 520, 521, 522, 523, 524, 506, 508, 511, 530, 599]],
	['configuration', [401, 403, 404, 405, 407, 501, 505]],
	['rejected', [400, 402, 406, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 426, 428, 431, 451]],
];

const PAUSES: readonly (readonly [header: string, retryAfterMs: number | undefined])[] = [
	['0', 1_000],
	['7', 7_000],
	['1000000000', 3_600_000],
	['-1', 1_000],
	['Mon, 01 Jan 2001 00:00:00 GMT', 1_000],
	['Fri, 01 Jan 2100 00:00:00 GMT', 3_600_000],
	['soon', undefined],
	['', undefined],
	['7, 9', undefined],
	['99999999999999999999', undefined],
];

const LARGE = 8 * 1024 * 1024;
/** Answers at the head of the request, before its body is read, and then does this. */
const early =
	(status: number, then: 'reads on' | 'stops reading' | 'closes', fields = {}): Serve =>
	({ socket, onHead }) =>
		onHead(() => {
			const text = answerText(status, '{"error":"early"}', { connection: 'close', ...fields });
			if (then === 'closes') return void socket.write(text, () => socket.destroy());
			socket.write(text);
			if (then === 'reads on') socket.resume();
			else socket.pause();
		});
const large = (name: string, serve: Serve, expected: FaultCase['expected']): FaultCase => ({
	...plain(name, serve, expected),
	bodyBytes: LARGE,
});

export const STATUSES: readonly FaultCase[] = [
	...CLASSES.flatMap(([kind, statuses]) =>
		statuses.map((status) =>
			plain(`says ${status}`, answers(status, kind === 'delivered' ? '' : '{"error":"the words"}'), {
				kind,
				status,
				hasAnswer: true,
				reason: status === 407 ? /^a proxy wants credentials \(HTTP 407\)$/ : /^the words$/,
				retryAfterMs: undefined,
				// fetch would ask again at a 421.
				requests: 1,
			}),
		),
	),
	...[503, 429, 500].flatMap((status) =>
		PAUSES.map(([header, retryAfterMs]) =>
			plain(
				`says ${status} with Retry-After ${JSON.stringify(header)}`,
				answers(status, '{}', { 'retry-after': header }),
				{
					kind: 'transient',
					status,
					hasAnswer: true,
					retryAfterMs,
				},
			),
		),
	),
	plain('says 422 with Retry-After', answers(422, '{}', { 'retry-after': '7' }), {
		kind: 'rejected',
		status: 422,
		hasAnswer: true,
		retryAfterMs: undefined,
	}),
	plain('says 201 with Retry-After', answers(201, '{}', { 'retry-after': '7' }), delivered(201)),
	...(['reads on', 'stops reading'] as const).flatMap((then) => [
		large(`says 413 while the body comes and ${then}`, early(413, then), {
			kind: 'rejected',
			status: 413,
			hasAnswer: true,
			reason: /^early$/,
		}),
		large(`says 401 while the body comes and ${then}`, early(401, then), {
			kind: 'configuration',
			status: 401,
			hasAnswer: true,
		}),
		large(`says 503 while the body comes and ${then}`, early(503, then, { 'retry-after': '7' }), {
			kind: 'transient',
			status: 503,
			hasAnswer: true,
			retryAfterMs: 7_000,
		}),
	]),
	// What the reset overtakes is lost in the network; then the event is kept.
	large('says 413 while the body comes and closes', early(413, 'closes'), {
		kind: ['rejected', 'transient'],
		hasAnswer: true,
	}),
];

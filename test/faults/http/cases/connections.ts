import {
	afterRequest,
	answers,
	answerText,
	drip,
	pour,
	readsAll,
	readsNothing,
	writes,
	writesAndEnds,
	writesAndResets,
} from '../behaviours.ts';
import { ABORTED, delivered, type FaultCase, plain, TRANSIENT } from '../case.ts';

const PART = 'content-type: application/json\r\ncontent-length: 20\r\n\r\n{"id"';
const begun = (status: number) => `HTTP/1.1 ${status} Words\r\n${PART}`;
const RESET = { ...TRANSIENT, reason: /ECONNRESET|EPIPE|closed/ };
const rejected = { kind: 'rejected', status: 422, hasAnswer: true } as const;
const busy = { kind: 'transient', status: 503, hasAnswer: true } as const;
const FLOODED = { ...TRANSIENT, reason: /^more than 100 interim answers$/ };
const LATE = { abortedBy: 'deadline' } as const;

/** How a connection may end, or not. */
export const CONNECTIONS: readonly FaultCase[] = [
	{
		name: 'refuses',
		serve: () => readsAll,
		url: ({ unused }) => `http://127.0.0.1:${unused}/`,
		expected: { ...TRANSIENT, reason: /^ECONNREFUSED$/ },
	},
	plain('resets at once', ({ socket }) => socket.resetAndDestroy(), RESET),
	plain('resets at the head', ({ socket, onHead }) => onHead(() => socket.resetAndDestroy()), RESET),
	plain(
		'resets behind the request',
		afterRequest((socket) => socket.resetAndDestroy()),
		RESET,
	),
	plain('resets in its head', writesAndResets('HTTP/1.1 201 Cre'), RESET),
	plain('resets behind its head', writesAndResets('HTTP/1.1 201 Created\r\ncontent-le'), RESET),
	plain('says 201 and resets in the body', writesAndResets(begun(201)), delivered(201)),
	plain('says 422 and resets in the body', writesAndResets(begun(422)), { ...rejected, reason: /^HTTP 422$/ }),
	plain('says 503 and resets in the body', writesAndResets(begun(503)), busy),
	plain('closes at once', ({ socket }) => void socket.end(), RESET),
	plain('closes at the head', ({ socket, onHead }) => onHead(() => socket.end()), RESET),
	plain(
		'closes without an answer',
		afterRequest((socket) => socket.end()),
		RESET,
	),
	plain('closes in its head', writesAndEnds('HTTP/1.1 201 Cre'), TRANSIENT),
	plain('says 201 and closes in the body', writesAndEnds(begun(201)), delivered(201)),
	plain('says 422 and closes in the body', writesAndEnds(begun(422)), rejected),
	plain('accepts and is silent', readsNothing, ABORTED),
	plain('reads all and is silent', readsAll, ABORTED),
	{ ...plain('never reads eight megabytes', readsNothing, ABORTED), bodyBytes: 8 * 1024 * 1024 },
	plain('begins a status line and is silent', writes('HTTP/1.1 2'), ABORTED),
	plain('begins a head and is silent', writes('HTTP/1.1 201 Created\r\nx: y\r\n'), ABORTED),
	plain('says 201 and is silent', writes(begun(201)), delivered(201, LATE)),
	plain('says 422 and is silent', writes(begun(422)), { ...rejected, ...LATE }),
	plain('says 503 and is silent', writes(begun(503)), { ...busy, ...LATE }),
	plain(
		'drips its head',
		afterRequest((socket) => {
			socket.write('HTTP/1.1 201 Created\r\nx: ');
			drip(socket, 'y');
		}),
		ABORTED,
	),
	plain(
		'drips headers',
		afterRequest((socket) => {
			socket.write('HTTP/1.1 201 Created\r\n');
			drip(socket, 'x: y\r\n');
		}),
		ABORTED,
	),
	...([201, 422, 503] as const).map((status) =>
		plain(
			`says ${status} and drips its body`,
			afterRequest((socket) => {
				socket.write(`HTTP/1.1 ${status} Words\r\n\r\n`);
				drip(socket, ' ');
			}),
			{ ...(status === 201 ? delivered(201) : status === 422 ? rejected : busy), ...LATE },
		),
	),
	plain(
		'drips chunks',
		afterRequest((socket) => {
			socket.write('HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n');
			drip(socket, '1\r\n \r\n');
		}),
		delivered(201, LATE),
	),
	...([100, 102, 103] as const).flatMap((status) => [
		plain(
			`floods with ${status}s`,
			afterRequest((socket) => pour(socket, `HTTP/1.1 ${status} Early\r\nlink: </a>\r\n\r\n`.repeat(50))),
			FLOODED,
		),
		plain(
			`says ${status} thrice, then 201`,
			writes(`${`HTTP/1.1 ${status} Early\r\n\r\n`.repeat(3)}${answerText(201, '{"id":"late"}')}`),
			delivered(201, { remoteId: 'late', requests: 1 }),
		),
	]),
	plain(
		'floods with 103s without having read',
		({ socket }) => pour(socket, 'HTTP/1.1 103 Early\r\n\r\n'.repeat(50)),
		FLOODED,
	),
	{ ...plain('takes a megabyte', answers(201, '{"id":"big"}'), delivered(201)), bodyBytes: 1_048_576 },
	{ ...plain('takes 32 megabytes', answers(201, '{"id":"big"}'), delivered(201)), bodyBytes: 32 * 1_048_576 },
	{ ...plain('takes an empty body', answers(201, '{}'), delivered(201, { requests: 1 })), bodyBytes: 0 },
];

import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterRequest, answers, answerText, pour, writes, writesAndEnds } from '../behaviours.ts';
import { delivered, type Expected, type FaultCase, plain, TRANSIENT } from '../case.ts';
import type { Serve } from '../server.ts';

const NO_HTTP: Expected = { ...TRANSIENT, reason: /^[ -~]{1,300}$/ };
const rejected = (reason: RegExp): Expected => ({ kind: 'rejected', status: 422, hasAnswer: true, reason });
const WORDLESS = rejected(/^HTTP 422$/);

const headed = (head: string, body: string | Buffer): Serve =>
	afterRequest((socket) => {
		socket.write(head);
		socket.end(body);
	});
const coded = (status: number, coding: string, body: string | Buffer): Serve =>
	headed(`HTTP/1.1 ${status} Words\r\ncontent-encoding: ${coding}\r\n\r\n`, body);
const pours = (first: string, piece: string): Serve =>
	afterRequest((socket) => {
		socket.write(first);
		pour(socket, piece);
	});
const endless = (status: number, fields: string, piece: string): Serve =>
	pours(`HTTP/1.1 ${status} Words\r\n${fields}\r\n`, piece);

const BLANKS = Buffer.alloc(64 * 1024 * 1024, ' ');
/** 64 MiB in 64 KiB, and that once more compressed. */
const BOMB = gzipSync(BLANKS);
const CHUNK = `4000\r\n${'x'.repeat(0x4000)}\r\n`;

/** Answers that no HTTP library would give, and such as have too much in them. */
export const ANSWERS: readonly FaultCase[] = [
	plain('speaks SMTP', writesAndEnds('220 mail.example.invalid ESMTP\r\n'), NO_HTTP),
	plain('speaks first', ({ socket }) => void socket.end('SSH-2.0-server\r\n'), NO_HTTP),
	plain('says bare HTML', writesAndEnds('<html><body>201 Created</body></html>'), NO_HTTP),
	plain('says binary', writesAndEnds(Buffer.from([0, 1, 2, 255, 254, 13, 10, 13, 10])), NO_HTTP),
	plain('calls itself HTTP/2.0', writesAndEnds('HTTP/2.0 201 Created\r\n\r\n'), delivered(201)),
	...['099', '600', '999'].map((status) =>
		plain(`says ${status}`, writesAndEnds(`HTTP/1.1 ${status} Words\r\ncontent-length: 0\r\n\r\n`), NO_HTTP),
	),
	plain('says 101', writes('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'), NO_HTTP),
	plain('says no status', writesAndEnds('HTTP/1.1 Created\r\n\r\n'), NO_HTTP),
	plain('sends a header of 64 KiB', writes(`HTTP/1.1 201 Created\r\nx: ${'y'.repeat(65_536)}\r\n\r\n`), NO_HTTP),
	plain(
		'sends 3,000 headers',
		writesAndEnds(`HTTP/1.1 201 Created\r\n${'x: y\r\n'.repeat(3_000)}\r\n`),
		delivered(201),
	),
	plain('sends headers without end', pours('HTTP/1.1 201 Created\r\n', 'x: y\r\n'.repeat(100)), NO_HTTP),
	plain('sends one header without end', pours('HTTP/1.1 201 Created\r\nx: ', 'y'.repeat(1_000)), NO_HTTP),
	plain('names two lengths', writes('HTTP/1.1 201 W\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'), NO_HTTP),
	plain('names a negative length', writes('HTTP/1.1 201 W\r\ncontent-length: -1\r\n\r\n{}'), NO_HTTP),
	plain('has NUL in a header', writes('HTTP/1.1 201 W\r\nx: a\0b\r\ncontent-length: 2\r\n\r\n{}'), NO_HTTP),
	plain('ends its body by closing', headed('HTTP/1.1 201 W\r\n\r\n', '{"id":"x"}'), delivered(201, { remoteId: 'x' })),
	plain('sends chunks', writes('HTTP/1.1 201 W\r\ntransfer-encoding: chunked\r\n\r\na\r\n{"id":"x"}\r\n0\r\n\r\n'), {
		...delivered(201),
		remoteId: 'x',
	}),
	plain('breaks a chunk', writes('HTTP/1.1 201 W\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n'), delivered(201)),
	{
		...plain(
			'pads a chunk',
			pours('HTTP/1.1 201 W\r\ntransfer-encoding: chunked\r\n\r\n1;x=', 'y'.repeat(1_000)),
			delivered(201),
		),
		isHiddenFromDeno: true,
	},
	plain('says 204 with a body', writes(answerText(204, '{"id":"x"}')), delivered(204)),
	plain('answers twice', writes(`${answerText(201, '{"id":"x"}')}${answerText(500)}`), delivered(201, { requests: 1 })),
	plain('never ends the body of a 201', endless(201, '', 'x'.repeat(16_384)), delivered(201)),
	plain('never ends the body of a 422', endless(422, '', 'x'.repeat(16_384)), rejected(/^x{299}…$/)),
	plain('never ends the chunks of a 500', endless(500, 'transfer-encoding: chunked\r\n', CHUNK), {
		kind: 'transient',
		status: 500,
		hasAnswer: true,
	}),
	plain('says 200 with HTML', answers(200, '<html>Welcome</html>'), delivered(200, { remoteId: undefined })),
	plain('says 200 with broken JSON', answers(200, '{"id":"x"'), delivered(200, { remoteId: undefined })),
	plain('says 201 with an id', answers(201, '{"id":"cm1_a-B"}'), delivered(201, { remoteId: 'cm1_a-B' })),
	plain('says 201 with an id of blanks', answers(201, '{"id":"a b"}'), delivered(201, { remoteId: undefined })),
	plain('says 201 with __proto__', answers(201, '{"__proto__":{"id":"x"}}'), delivered(201, { remoteId: undefined })),
	plain('says 201 with deep JSON', answers(201, '['.repeat(60_000)), delivered(201, { remoteId: undefined })),
	plain('says 422 with deep JSON', answers(422, `${'['.repeat(30_000)}${']'.repeat(30_000)}`), rejected(/^\[{299}…$/)),
	plain('says 422 with no text', headed('HTTP/1.1 422 W\r\n\r\n', Buffer.from([0xff, 0xfe, 0, 0x1b])), rejected(/^/)),
	plain('says 201 in gzip', coded(201, 'gzip', gzipSync('{"id":"x"}')), delivered(201, { remoteId: undefined })),
	plain('says 422 in gzip', coded(422, 'gzip', gzipSync('{"error":"no"}')), WORDLESS),
	plain('says 422 in brotli', coded(422, 'br', brotliCompressSync('{"error":"no"}')), WORDLESS),
	plain('says 422 in deflate', coded(422, 'deflate', deflateSync('{"error":"no"}')), WORDLESS),
	plain('says 422 in a bomb', coded(422, 'gzip', BOMB), WORDLESS),
	plain('says 422 in a bomb in a bomb', coded(422, 'gzip, gzip', gzipSync(BOMB)), WORDLESS),
	plain('says 201 in a bomb', coded(201, 'gzip', BOMB), delivered(201)),
	plain('calls plain text gzip', coded(201, 'gzip', '{"id":"x"}'), delivered(201)),
	plain('calls plain text something', coded(422, 'x-own', '{"error":"no"}'), WORDLESS),
	plain('calls plain text identity', coded(422, 'identity', '{"error":"no"}'), rejected(/^no$/)),
];

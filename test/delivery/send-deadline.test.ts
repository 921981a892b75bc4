import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { createSend } from '../../source/delivery/send.ts';
import { afterHead, startRawServer } from '../support/raw-server.ts';
import { requestTo } from '../support/request.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A signal that is held by nobody but a Request or AbortSignal.timeout() never fires after a collection. */
function collectAllTheTime(): void {
	const timer = setInterval(collectGarbage, 20);
	onTestFinished(() => clearInterval(timer));
}

test.each([
	['before an answer', '', 'transient'],
	['in the body of one', 'HTTP/1.1 201 Created\r\n\r\n{', 'delivered'],
])('the deadline outlives garbage collections, %s', async (_name, text, kind) => {
	collectAllTheTime();
	const server = await startRawServer((socket) => afterHead(socket, () => socket.write(text)));
	const { outcome } = await createSend({})(requestTo(server.url, { deadlineMs: 300 }));
	expect(outcome.kind).toBe(kind);
	await server.untilClosed();
});

test('so does the limit to connect, which leaves nothing behind', async () => {
	collectAllTheTime();
	const server = await startRawServer((socket) => socket.resume());
	const { outcome } = await createSend({}, 300)(requestTo(server.url.replace('http:', 'https:')));
	expect(outcome).toEqual({ kind: 'transient', reason: 'no connection within 300 ms' });
	await server.untilClosed();
});

import type { Socket } from 'node:net';
import { ConnectionFailure } from './connection-failure.ts';

const LARGEST_HEAD = 16_384;
const END_OF_HEAD = '\r\n\r\n';

const decoded = (text: string): string => {
	try {
		return decodeURIComponent(text);
	} catch {
		// A password with a bare percent sign in it means itself.
		return text;
	}
};

/** The header that a proxy's name and password make; undefined where its URL has none. */
export function proxyAuthorization({ username, password }: URL): string | undefined {
	if (username === '' && password === '') return undefined;
	return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
}

/** Reads the head of the proxy's answer; what comes behind it stays in the socket. */
function readHead(socket: Socket, signal: AbortSignal): Promise<string> {
	const { promise, resolve, reject } = Promise.withResolvers<string>();
	let bytes = Buffer.alloc(0);
	const take = (chunk: Buffer) => {
		bytes = Buffer.concat([bytes, chunk]);
		const end = bytes.indexOf(END_OF_HEAD);
		if (end === -1 && bytes.length <= LARGEST_HEAD) return;
		socket.off('data', take).pause();
		if (end === -1) return reject(new Error('the head of its answer is too large'));
		const rest = bytes.subarray(end + END_OF_HEAD.length);
		if (rest.length > 0) socket.unshift(rest);
		resolve(bytes.toString('latin1', 0, end));
	};
	const abort = () => reject(signal.reason);
	const close = () => reject(new Error('it closed the connection'));
	socket.on('data', take).once('error', reject).once('end', close).once('close', close);
	signal.addEventListener('abort', abort, { once: true });
	if (signal.aborted) abort();
	return promise.finally(() => {
		socket.off('data', take).off('error', reject).off('end', close).off('close', close);
		signal.removeEventListener('abort', abort);
	});
}

/**
 * Asks a proxy for a way through to `peer`.
 * @param peer host and port
 */
export async function openTunnel(socket: Socket, peer: string, proxy: URL, signal: AbortSignal): Promise<void> {
	const authorization = proxyAuthorization(proxy);
	const lines = [
		`CONNECT ${peer} HTTP/1.1`,
		`host: ${peer}`,
		...(authorization === undefined ? [] : [`proxy-authorization: ${authorization}`]),
	];
	try {
		const answer = readHead(socket, signal);
		socket.write(`${lines.join('\r\n')}${END_OF_HEAD}`);
		const head = await answer;
		const status = Number(/^HTTP\/1\.[01] ([1-9]\d\d)(?:[ \r]|$)/.exec(head)?.[1] ?? 0);
		if (status === 0) throw new Error('it speaks no HTTP');
		if (status < 200 || status > 299) throw new ConnectionFailure(`HTTP ${status}`, undefined, status);
	} catch (error) {
		socket.on('error', () => {}).destroy();
		throw error;
	}
}

import type { Socket } from 'node:net';
import type { Peer, Serve } from './server.ts';

export type Fields = Readonly<Record<string, string>>;

/** An answer as it goes over the wire, with the length of its body. */
export function answerText(status: number, body = '', fields: Fields = {}): string {
	const lines = Object.entries({ 'content-length': String(Buffer.byteLength(body)), ...fields });
	return `HTTP/1.1 ${status} Words\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

/** Answers every request, once it came whole. */
export const answers =
	(status: number, body = '', fields: Fields = {}): Serve =>
	({ socket, onRequest }) =>
		onRequest(() => socket.write(answerText(status, body, fields)));

/** Does this to the connection once the first request came whole. */
export const afterRequest =
	(act: (socket: Socket) => void): Serve =>
	({ socket, onRequest }) =>
		onRequest((_request, count) => count === 1 && act(socket));

/** Writes this once the request came whole, and then nothing. */
export const writes = (bytes: string | Buffer): Serve => afterRequest((socket) => socket.write(bytes));
export const writesAndEnds = (bytes: string | Buffer): Serve => afterRequest((socket) => socket.end(bytes));

/** Writes this and resets once it is on its way. */
export const writesAndResets = (bytes: string): Serve =>
	afterRequest((socket) => socket.write(bytes, () => setImmediate(() => socket.resetAndDestroy())));

/** Writes the same thing for ever, as fast as it is taken. */
export function pour(socket: Socket, bytes: string | Buffer): void {
	const more = () => {
		while (!socket.destroyed && socket.write(bytes)) {}
	};
	socket.on('drain', more);
	more();
}

/** Writes a little every few milliseconds for ever. */
export function drip(socket: Socket, text: string): void {
	const timer = setInterval(() => socket.write(text), 10);
	socket.on('close', () => clearInterval(timer));
}

export const readsNothing: Serve = ({ socket }: Peer) => void socket.pause();
export const readsAll: Serve = ({ socket }: Peer) => void socket.resume();

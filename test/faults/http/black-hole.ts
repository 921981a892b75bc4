import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

/** Listens with room for two, and never takes either of them. */
const LISTENER = `
	const server = require('node:net').createServer();
	server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
		require('node:fs').writeSync(1, String(server.address().port));
		for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
	});
`;

/** A port at which nobody takes or refuses a connection, as at an address behind a firewall that drops packets. */
export async function openBlackHole(): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
	const child = spawn(process.execPath, ['--eval', LISTENER], { stdio: ['ignore', 'pipe', 'inherit'] });
	const [text] = await once(child.stdout, 'data');
	const port = Number(text);
	const waiting = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
	await Promise.all(waiting.map((socket) => once(socket, 'connect')));
	return {
		port,
		stop: async () => {
			const ended = once(child, 'exit');
			for (const socket of waiting) socket.on('error', () => {}).destroy();
			child.kill('SIGKILL');
			await ended;
		},
	};
}

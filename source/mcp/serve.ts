import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createServer, type ServerParts } from './server.ts';
import { BoundedTransport } from './transport.ts';

/** Answers on stdin and stdout until the client closes either. Nothing else is written to stdout. */
export async function serveMcp(parts: ServerParts): Promise<void> {
	const { promise, resolve } = Promise.withResolvers<void>();
	const transport = new BoundedTransport(process.stdin, process.stdout, parts.debug, resolve);
	serveStdio(() => createServer(parts), {
		transport,
		onerror: (error) => parts.debug(`mcp: ${error.message}`),
	});
	await promise;
	process.stdin.destroy();
	parts.reader.close();
}

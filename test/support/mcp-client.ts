import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { onTestFinished } from 'vitest';
import type { Runtime } from './runtimes.ts';
import type { Sandbox } from './sandbox.ts';

export interface McpOptions {
	/** Folders that the client works in; undefined: it knows no roots. */
	readonly roots?: readonly string[];
	readonly cwd?: string;
	readonly args?: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	/** Revision of the protocol that it opens with. */
	readonly revision?: '2025' | '2026';
}

export interface McpSession {
	readonly client: Client;
	/** What the server said on stderr so far. */
	readonly said: () => string;
	/** Errors of the transport: what came over stdout and was no protocol. */
	readonly noise: readonly Error[];
	/** The answer of a tool; throws where it is an error. */
	readonly ask: (name: string, given?: Readonly<Record<string, unknown>>) => Promise<Record<string, unknown>>;
	/** The words of a tool that refuses. */
	readonly refusal: (name: string, given?: Readonly<Record<string, unknown>>) => Promise<string>;
}

export const textOf = (content: unknown): string =>
	(content as readonly { readonly text?: string }[]).map(({ text = '' }) => text).join('');

/** The official client, connected to the built program over stdio; closed when the test has ended. */
export async function openMcp(runtime: Runtime, sandbox: Sandbox, options: McpOptions = {}): Promise<McpSession> {
	const { roots, cwd = sandbox.project, args = [], env = {}, revision = '2025' } = options;
	const [command, ...words] = runtime.command;
	const transport = new StdioClientTransport({
		command,
		args: [...words, 'mcp', ...args],
		env: { ...sandbox.environment, ...env },
		cwd,
		stderr: 'pipe',
	});
	const client = new Client(
		{ name: 'a-test', version: '1.0.0' },
		{
			capabilities: roots ? { roots: {} } : {},
			versionNegotiation: { mode: revision === '2026' ? { pin: '2026-07-28' } : 'legacy' },
		},
	);
	if (roots) {
		client.setRequestHandler('roots/list', () => ({
			roots: roots.map((path) => ({ uri: String(pathToFileURL(path)) })),
		}));
	}
	let said = '';
	transport.stderr?.on('data', (chunk: Buffer) => {
		said += chunk.toString();
	});
	const noise: Error[] = [];
	client.onerror = (error) => noise.push(error);
	await client.connect(transport);
	onTestFinished(() => client.close());
	const call = (name: string, given: Readonly<Record<string, unknown>> = {}) =>
		client.callTool({ name, arguments: { ...given } });
	return {
		client,
		said: () => said,
		noise,
		ask: async (name, given) => {
			const { isError, content, structuredContent } = await call(name, given);
			if (isError) throw new Error(textOf(content));
			return structuredContent as Record<string, unknown>;
		},
		refusal: async (name, given) => {
			const { isError, content } = await call(name, given);
			if (!isError) throw new Error(`${name} did not refuse`);
			return textOf(content);
		},
	};
}

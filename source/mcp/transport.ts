import {
	isJSONRPCNotification,
	isJSONRPCRequest,
	isJSONRPCResponse,
	type JSONRPCMessage,
	type RequestId,
} from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { BoundedLines, idAtEdges, LONGEST_MESSAGE } from './bounded-lines.ts';

const INVALID_REQUEST = -32_600;
/** Who has closed its end may still read; no longer than this. */
const LONGEST_END_MS = 1_000;

/**
 * The protocol's own transport, over lines of bounded length, that answers what was asked before the input ended:
 * `murmur8 mcp < requests` is as good as a client.
 */
export class BoundedTransport extends StdioServerTransport {
	readonly #asked = new Set<RequestId>();
	readonly #onEnd: () => void;
	#onAnswered = () => {};

	/** @param onEnd called once nothing more is read or written */
	constructor(
		input: NodeJS.ReadableStream,
		output: NodeJS.WriteStream,
		debug: (text: string) => void,
		onEnd: () => void,
	) {
		const lines = new BoundedLines(
			(head, tail) => {
				const id = idAtEdges(head, tail);
				debug(`mcp: a message of more than ${LONGEST_MESSAGE} bytes was left out`);
				if (id === undefined) return;
				const error = { code: INVALID_REQUEST, message: `a message may have ${LONGEST_MESSAGE} bytes` };
				this.send({ jsonrpc: '2.0', id, error }).catch(() => {});
			},
			(done) => this.#whenAnswered(done),
		);
		super(lines, output);
		this.#onEnd = onEnd;
		input.on('error', () => lines.end());
		input.pipe(lines);
	}

	#whenAnswered(done: () => void): void {
		if (this.#asked.size === 0) {
			done();
			return;
		}
		const timer = setTimeout(done, LONGEST_END_MS);
		this.#onAnswered = () => {
			clearTimeout(timer);
			done();
		};
	}

	#settle(id: RequestId | undefined): void {
		if (id !== undefined && this.#asked.delete(id) && this.#asked.size === 0) this.#onAnswered();
	}

	override async start(): Promise<void> {
		const deliver = this.onmessage;
		this.onmessage = (message) => {
			if (isJSONRPCRequest(message)) this.#asked.add(message.id);
			if (isJSONRPCNotification(message) && message.method === 'notifications/cancelled') {
				this.#settle((message.params as { readonly requestId?: RequestId } | undefined)?.requestId);
			}
			deliver?.(message);
		};
		await super.start();
	}

	override async send(message: JSONRPCMessage): Promise<void> {
		await super.send(message);
		if (isJSONRPCResponse(message)) this.#settle(message.id);
	}

	override async close(): Promise<void> {
		await super.close();
		this.#onEnd();
	}
}

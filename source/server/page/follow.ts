import { requestHeaders, TokenWanted } from './client.ts';

export interface FollowCallbacks {
	readonly onOpen: () => void;
	readonly onEvent: (type: string) => void;
	readonly onLost: () => void;
	readonly onTokenWanted: () => void;
}

const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

interface Frame {
	readonly type: string;
	readonly id: string | undefined;
}

function parseFrame(text: string): Frame | undefined {
	const fields = new Map(text.split('\n').map((line) => [line.split(':', 1)[0] ?? '', line.replace(/^[^:]*: ?/, '')]));
	const type = fields.get('event');
	return type === undefined ? undefined : { type, id: fields.get('id') };
}

/**
 * Follows the server's events for ever; after a break it goes on behind the last one that it saw. An `EventSource` can
 * show no token, or this would be one.
 */
export async function follow(
	path: string,
	{ onOpen, onEvent, onLost, onTokenWanted }: FollowCallbacks,
): Promise<never> {
	let lastId: string | undefined;
	let waitMs = SHORTEST_WAIT_MS;
	const readAll = async (stream: ReadableStream<Uint8Array>) => {
		const decoder = new TextDecoder();
		const reader = stream.getReader();
		let rest = '';
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return;
			const parts = (rest + decoder.decode(value, { stream: true })).split('\n\n');
			rest = parts.pop() ?? '';
			for (const part of parts) {
				const frame = parseFrame(part);
				if (!frame) continue;
				lastId = frame.id ?? lastId;
				onEvent(frame.type);
			}
		}
	};
	for (;;) {
		try {
			const resume = lastId === undefined ? {} : { 'last-event-id': lastId };
			const response = await fetch(path, { headers: { ...requestHeaders(), ...resume }, cache: 'no-store' });
			if (response.status === 401) throw new TokenWanted();
			if (response.ok && response.body) {
				waitMs = SHORTEST_WAIT_MS;
				onOpen();
				await readAll(response.body);
			}
		} catch (error) {
			if (error instanceof TokenWanted) onTokenWanted();
		}
		onLost();
		await new Promise((resolve) => setTimeout(resolve, waitMs));
		waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
	}
}

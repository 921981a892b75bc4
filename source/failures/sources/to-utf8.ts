import type { Encoding } from './recognise.ts';

export interface Utf8Stream {
	/** @param chunk is not kept */
	push(chunk: Uint8Array): void;
	end(): void;
}

/** Makes UTF-8 of what Windows' tools write; UTF-8 goes through as it is. */
export function toUtf8(encoding: Encoding, take: (bytes: Uint8Array) => void): Utf8Stream {
	if (encoding === 'utf-8') return { push: take, end: () => {} };
	const decoder = new TextDecoder(encoding);
	const encoder = new TextEncoder();
	return {
		push: (chunk) => take(encoder.encode(decoder.decode(chunk, { stream: true }))),
		end: () => take(encoder.encode(decoder.decode())),
	};
}

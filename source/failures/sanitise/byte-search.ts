import { NODE_BUFFER } from './node-buffer.ts';

/** What is nearer is found sooner than a search is begun. */
const NEAR = 64;

/** The first place of `byte` between `from` and `to`; -1 where there is none. */
export function indexOfByte(bytes: Uint8Array, byte: number, from: number, to: number): number {
	const far = Math.min(to, from + NEAR);
	for (let at = from; at < far; at++) if (bytes[at] === byte) return at;
	if (far === to) return -1;
	// A buffer's search looks at many bytes at once, where the array's own takes forty times as long.
	const rest = NODE_BUFFER ? NODE_BUFFER.from(bytes.buffer, bytes.byteOffset + far, to - far) : bytes.subarray(far, to);
	const found = rest.indexOf(byte);
	return found < 0 ? -1 : far + found;
}

import { BREAK, CLASS } from './classes.ts';

const GREATER = 0x3e;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const LONGEST_KEY = 40;

export function hasBeyondAscii(bytes: Uint8Array, from: number, to: number): boolean {
	for (let index = from; index < to; index++) if ((bytes[index] as number) >= 0x80) return true;
	return false;
}

/** Whether a quoted text is one word, as keys are. */
export function isSingleWord(bytes: Uint8Array, from: number, to: number): boolean {
	if (to - from > LONGEST_KEY || to === from) return false;
	for (let index = from; index < to; index++) {
		if ((CLASS[bytes[index] as number] as number) >= BREAK || bytes[index] === BACKSLASH) return false;
	}
	return true;
}

/** Behind `<IP>`, `<IP:1>` or `<*>`; 0 if none of them begins at `at`. */
export function placeholderEnd(bytes: Uint8Array, at: number, to: number): number {
	const most = Math.min(to, at + 16);
	for (let index = at + 1; index < most; index++) {
		const byte = bytes[index] as number;
		if (byte === GREATER) return index > at + 1 ? index + 1 : 0;
		const isInside =
			(byte >= 0x41 && byte <= 0x5a) || byte === COLON || byte === 0x2a || (byte >= 0x30 && byte <= 0x39);
		if (!isInside) return 0;
	}
	return 0;
}

/** Behind the terminal sequence that begins at `at`; of any but colours and the like, behind the escape alone. */
export function colourEnd(bytes: Uint8Array, at: number, to: number): number {
	if (bytes[at + 1] !== OPEN_BRACKET) return at + 1;
	let end = at + 2;
	while (end < to && (bytes[end] as number) >= 0x20 && (bytes[end] as number) < 0x40) end++;
	return end < to ? end + 1 : end;
}

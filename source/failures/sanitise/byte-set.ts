/** Membership of the 256 bytes: one look-up in place of a chain of comparisons. */
export type ByteSet = Uint8Array;

/** A set from the inside of a character class: `a-z0-9_`. A hyphen that stands first or last means itself. */
export function byteSet(inside: string): ByteSet {
	const set = new Uint8Array(256);
	for (let index = 0; index < inside.length; index++) {
		const from = inside.charCodeAt(index);
		const isRange = inside[index + 1] === '-' && index + 2 < inside.length;
		const to = isRange ? inside.charCodeAt(index + 2) : from;
		set.fill(1, from, to + 1);
		if (isRange) index += 2;
	}
	return set;
}

export function union(...sets: readonly ByteSet[]): ByteSet {
	return Uint8Array.from({ length: 256 }, (_, byte) => (sets.some((set) => set[byte] === 1) ? 1 : 0));
}

export const invert = (set: ByteSet): ByteSet => set.map((member) => 1 - member);

/** Bytes of characters beyond ASCII. */
export const BEYOND_ASCII: ByteSet = new Uint8Array(256).fill(1, 0x80);

export const DIGIT = byteSet('0-9');
export const HEX = byteSet('0-9a-fA-F');
export const LETTER = byteSet('a-zA-Z');
export const ALNUM = byteSet('a-zA-Z0-9');
export const WORD = byteSet('a-zA-Z0-9_');

/** The first index at or behind `from`, below `to`, whose byte is outside of `set`; at most `most` bytes on. */
export function skip(bytes: Uint8Array, set: ByteSet, from: number, to: number, most = to - from): number {
	const end = Math.min(to, from + most);
	let index = from;
	while (index < end && set[bytes[index] as number] === 1) index++;
	return index;
}

/** The beginning of the run of `set` that ends before `to`, not below `from`; at most `most` bytes back. */
export function skipBack(bytes: Uint8Array, set: ByteSet, from: number, to: number, most = to - from): number {
	const end = Math.max(from, to - most);
	let index = to;
	while (index > end && set[bytes[index - 1] as number] === 1) index--;
	return index;
}

/** Whether `text`, in lower case, stands at `at`, its case aside. */
export function isTextAt(bytes: Uint8Array, text: string, at: number, to: number): boolean {
	if (at < 0 || at + text.length > to) return false;
	for (let index = 0; index < text.length; index++) {
		const byte = bytes[at + index] as number;
		const folded = byte >= 65 && byte <= 90 ? byte + 32 : byte;
		if (folded !== text.charCodeAt(index)) return false;
	}
	return true;
}

/** Whether `word`, in lower case, stands in the same line within the `most` bytes before `at`. */
export function isBehindWord(bytes: Uint8Array, word: string, from: number, at: number, most: number): boolean {
	const first = word.charCodeAt(0);
	const least = Math.max(from, at - most);
	for (let index = at - 1; index >= least; index--) {
		const byte = bytes[index] as number;
		if (byte === 0x0a) return false;
		// Of a letter the other case differs by one bit.
		if ((byte | 32) === first && isTextAt(bytes, word, index, at)) return true;
	}
	return false;
}

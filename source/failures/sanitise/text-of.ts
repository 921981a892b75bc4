import { NODE_BUFFER } from './node-buffer.ts';
import { TEXT } from './scan/text.ts';

const CHARACTERS = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
/** For fewer bytes a call costs more than putting characters together. */
const FEW = 6;
/** The same of the standard's decoder, whose call is five times as dear. */
const FEW_TO_DECODE = 24;

const LATIN = new TextDecoder('latin1');
/** The same memory, of which a line's text takes a fifth of the decoder's time. */
const NODE_TEXT = NODE_BUFFER?.from(TEXT.buffer);

function joined(bytes: Uint8Array, from: number, to: number): string {
	let text = '';
	let index = from;
	for (; index + 4 <= to; index += 4) {
		// Several in one call: joining costs more than making.
		text += String.fromCharCode(
			bytes[index] as number,
			bytes[index + 1] as number,
			bytes[index + 2] as number,
			bytes[index + 3] as number,
		);
	}
	for (; index < to; index++) text += CHARACTERS[bytes[index] as number];
	return text;
}

/** ASCII text of a range; other bytes as Latin-1, which is all that comparing needs. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
	const size = to - from;
	if (bytes === TEXT && NODE_TEXT && size > FEW) return NODE_TEXT.toString('latin1', from, to);
	return size > FEW_TO_DECODE ? LATIN.decode(bytes.subarray(from, to)) : joined(bytes, from, to);
}

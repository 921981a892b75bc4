import { indexOfBytes } from '../byte-search.ts';
import { TEXT } from './text.ts';

const BEGIN = Uint8Array.from('BEGIN ', (sign) => sign.charCodeAt(0));
const DASH = 0x2d;

/**
 * Where the label of a block begins next, behind `-----BEGIN ` or `---- BEGIN `; `to` where none does. Only a hint of
 * where to ask whether a key begins: one that is not seen here is read like other text.
 */
export function keyLabel(from: number, to: number): number {
	for (let at = from; at < to; ) {
		const found = indexOfBytes(TEXT, BEGIN, at, to);
		if (found < 0) return to;
		at = found + BEGIN.length;
		if (TEXT[found - 2] === DASH && TEXT[found - 3] === DASH) return at;
	}
	return to;
}

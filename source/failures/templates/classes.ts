import { BEYOND_ASCII, byteSet } from '../sanitise/byte-set.ts';

/** What a byte says about the word that it stands in; flags of a word are added up. */
export const FLAG = { letter: 1, digit: 2, slash: 4, dot: 8, at: 16, beyondAscii: 32, other: 64 } as const;

/** From here on a byte ends a word. */
export const BREAK = 128;
const DELIMITER = BREAK;
const SPACE = BREAK + 1;

/** What words are made of beside letters and digits: signs that stand inside of names, versions, flags and paths. */
const INSIDE_WORDS = "_-+~%#$'";

function classOf(byte: number): number {
	const character = String.fromCharCode(byte);
	if (/[a-zA-Z]/.test(character)) return FLAG.letter;
	if (/[0-9]/.test(character)) return FLAG.digit;
	if (character === '/' || character === '\\') return FLAG.slash;
	if (character === '.') return FLAG.dot;
	if (character === '@') return FLAG.at;
	if (BEYOND_ASCII[byte] === 1) return FLAG.beyondAscii;
	if (INSIDE_WORDS.includes(character)) return FLAG.other;
	// Control characters count as space: nothing of them gets into a template.
	return byte <= 0x20 || byte === 0x7f ? SPACE : DELIMITER;
}

/** Flag of each byte that words hold; `BREAK` and above for the others. */
export const CLASS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => classOf(byte));

export const isSpace = (byte: number): boolean => CLASS[byte] === SPACE;

/** Behind one of these a quote opens; behind a letter it is an apostrophe. */
export const QUOTES = byteSet('"\'`');

import { textOf } from '../sanitise/text-of.ts';
import { FLAG } from './classes.ts';

/** Beyond this it is data, whatever it is made of. */
const LONGEST_WORD = 64;

/** Words that stand for a moment: the same line on another day is the same template. */
const CALENDAR: ReadonlySet<string> = new Set(
	'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun AM PM UTC GMT CET CEST EST EDT PST PDT'.split(
		' ',
	),
);

/** Values of these say what happened; values of other keys say to whom. */
const SPEAKING_KEYS: ReadonlySet<string> = new Set(
	'msg message error err level lvl severity event reason type code status exception category'.split(' '),
);

/** `/a`, `./a`, `a/b/c`, `a/b.ts`, `C:\a`; neither `and/or` nor `I/O`. */
function isPath(bytes: Uint8Array, from: number, to: number, flags: number): boolean {
	if ((flags & FLAG.slash) === 0) return false;
	if ((flags & FLAG.dot) !== 0) return true;
	const first = bytes[from] as number;
	if (first === 0x2f || first === 0x5c || first === 0x7e) return to - from > 1;
	let slashes = 0;
	for (let index = from; index < to; index++) {
		const byte = bytes[index] as number;
		if ((byte === 0x2f || byte === 0x5c) && ++slashes > 1) return true;
	}
	return false;
}

/** Whether a word is a value for certain: a number, a path, an address, a moment, or too long for a word. */
export function isValue(bytes: Uint8Array, from: number, to: number, flags: number): boolean {
	if ((flags & (FLAG.digit | FLAG.at)) !== 0 || to - from > LONGEST_WORD) return true;
	if (flags === FLAG.letter) {
		const isCapital = (bytes[from] as number) < 0x5b;
		return isCapital && to - from <= 4 && CALENDAR.has(textOf(bytes, from, to));
	}
	return isPath(bytes, from, to, flags);
}

/** Whether the value behind this key is text of the program, not data. */
export const isSpeakingKey = (bytes: Uint8Array, from: number, to: number): boolean =>
	to - from <= 9 && SPEAKING_KEYS.has(textOf(bytes, from, to).toLowerCase());

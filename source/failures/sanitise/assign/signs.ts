import { type ByteSet, byteSet } from '../byte-set.ts';
import { TEXT } from '../scan/text.ts';

/** What values are asked about: whether they hold nothing but these bytes, or any of them. */
const SETS = {
	digit: '0-9',
	hex: '0-9a-fA-F',
	upper: 'A-Z',
	letter: 'a-zA-Z',
	alnum: 'a-zA-Z0-9',
	number: '0-9.',
	word: 'a-zA-Z_-',
	/** Of the environment's names. */
	variable: 'A-Z_',
	/** Of names that source code joins. */
	code: 'a-zA-Z_.',
	/** Of all names in source code. */
	name: 'a-zA-Z0-9_.$',
	path: 'a-zA-Z0-9/_.@#:-',
	/** Of a made-up word, in one piece. */
	piece: 'a-zA-Z0-9_.@!#$^*+=~-',
	/** Without digits, what tokens have. */
	undigited: 'a-zA-Z_.:/+=~-',
	/** What stands for any other sign: `glpat-XXXX`. */
	filler: 'xX*#.',
	/** What follows a name that is called, or looked up in. */
	called: '([?:',
	/** What the beginnings of references have, behind their words. */
	referring: '=/:+(',
	dot: '.',
	slash: '/',
	space: ' ',
	semicolon: ';',
} as const;

type SetName = keyof typeof SETS;

const names = Object.keys(SETS) as SetName[];

/** The sets themselves, for whoever has to know where a byte stands. */
export const MEMBERS = Object.fromEntries(names.map((name) => [name, byteSet(SETS[name])])) as Readonly<
	Record<SetName, ByteSet>
>;

/** Of each byte one of 32 bits, the same for all bytes that the same sets have. */
function bitsOfBytes(): Int32Array {
	const known = new Map<string, number>();
	return Int32Array.from({ length: 256 }, (_, byte) => {
		const own = names.map((name) => MEMBERS[name][byte]).join('');
		const bit = known.get(own) ?? 1 << known.size;
		known.set(own, bit);
		return bit;
	});
}

const BITS = bitsOfBytes();

/** Of each set the bits of its bytes. */
export const SIGNS = Object.fromEntries(
	names.map((name) => [name, BITS.reduce((bits, bit, byte) => (MEMBERS[name][byte] === 1 ? bits | bit : bits), 0)]),
) as Readonly<Record<SetName, number>>;

/**
 * The bits of all bytes of a range of the text. A value is asked some ten such questions, and reading it for each would
 * take longer than all the answers.
 */
export function signsIn(start: number, end: number): number {
	let signs = 0;
	for (let index = start; index < end; index++) signs |= BITS[TEXT[index] as number] as number;
	return signs;
}

/** Whether there is nothing but bytes of a set. */
export const areOnly = (signs: number, set: number): boolean => (signs & ~set) === 0;

/** Whether there is any byte of a set. */
export const haveAny = (signs: number, set: number): boolean => (signs & set) !== 0;

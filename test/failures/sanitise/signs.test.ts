import { expect, test } from 'vitest';
import { areOnly, haveAny, SIGNS, signsIn } from '../../../source/failures/sanitise/assign/signs.ts';
import { MARGIN, TEXT } from '../../../source/failures/sanitise/scan/text.ts';

const MEMBERS: Readonly<Record<keyof typeof SIGNS, RegExp>> = {
	digit: /\d/,
	hex: /[\da-f]/i,
	upper: /[A-Z]/,
	letter: /[a-z]/i,
	alnum: /[\da-z]/i,
	number: /[\d.]/,
	word: /[a-z_-]/i,
	variable: /[A-Z_]/,
	code: /[a-z_.]/i,
	name: /[\w.$]/,
	path: /[\w/.@#:-]/,
	piece: /[\w.@!#$^*+=~-]/,
	undigited: /[a-z_.:/+=~-]/i,
	filler: /[x*#.]/i,
	called: /[([?:]/,
	referring: /[=/:+(]/,
	dot: /\./,
	slash: /\//,
	space: / /,
	semicolon: /;/,
};

/** Of a text in the scanner's memory. */
function signsOf(text: string): number {
	const bytes = Buffer.from(text, 'latin1');
	TEXT.set(bytes, MARGIN);
	return signsIn(MARGIN, MARGIN + bytes.length);
}

test.each(Object.entries(MEMBERS) as [keyof typeof SIGNS, RegExp][])('%s has these bytes and no other', (name, set) => {
	for (let byte = 0; byte < 256; byte++) {
		const sign = String.fromCharCode(byte);
		expect(areOnly(signsOf(sign), SIGNS[name]), sign).toBe(set.test(sign));
		expect(haveAny(signsOf(sign), SIGNS[name]), sign).toBe(set.test(sign));
	}
});

test('of several bytes: all of them count, wherever they stand', () => {
	expect(areOnly(signsOf('ab-9'), SIGNS.word)).toBe(false);
	expect(areOnly(signsOf('ab-c'), SIGNS.word)).toBe(true);
	expect(haveAny(signsOf('ab-9'), SIGNS.digit)).toBe(true);
	expect(haveAny(signsOf('ab-c'), SIGNS.digit)).toBe(false);
	expect(areOnly(signsOf(''), SIGNS.digit)).toBe(true);
	expect(haveAny(signsOf(''), SIGNS.digit)).toBe(false);
});

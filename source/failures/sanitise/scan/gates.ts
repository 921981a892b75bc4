import { type ByteSet, byteSet, DIGIT, HEX, skip, skipBack } from '../byte-set.ts';
import { TEXT } from './text.ts';

const COLON = 0x3a;
const DOT = 0x2e;
const DASH = 0x2d;

const isHex = (at: number): boolean => HEX[TEXT[at] ?? 0] === 1;

const isDigit = (at: number): boolean => DIGIT[TEXT[at] ?? 0] === 1;

const areDigits = (at: number): boolean => isDigit(at) && isDigit(at + 1);

const IS_DOT = byteSet('.');
const IS_DASH = byteSet('-');
const IN_NAME = byteSet('a-zA-Z-');
const LONGEST_NAME = 64;

/** Membership as a number: such questions are joined without a branch, which no processor could foresee here. */
const is = (set: ByteSet, byte: number | undefined): number => set[byte as number] as number;

/** `.5.` to `.255.` as in addresses, `.2b3c.` as in Cisco's */
function dot(at: number, to: number): boolean {
	// The second dot is looked for first: hardly any sign has one so near.
	const isNear =
		is(IS_DOT, TEXT[at + 2]) | is(IS_DOT, TEXT[at + 3]) | is(IS_DOT, TEXT[at + 4]) | is(IS_DOT, TEXT[at + 5]);
	if ((isNear & is(HEX, TEXT[at + 1])) === 0) return false;
	const end = skip(TEXT, HEX, at + 1, to, 4);
	return TEXT[end] === DOT && (end === at + 5 || DIGIT[TEXT[at + 1] as number] === 1);
}

/** `::`, three colons close together, or a port; a time of day has two colons. */
function colon(at: number, to: number): boolean {
	// Of a longer run the last two ask: whoever is asked looks at all of it.
	if (TEXT[at + 1] === COLON) return TEXT[at + 2] !== COLON;
	// A time of day: two figures, then a colon, two more and none.
	if (TEXT[at + 3] === COLON && TEXT[at + 6] !== COLON && isDigit(at + 2) && areDigits(at + 4)) return false;
	const digits = skip(TEXT, DIGIT, at + 1, to, 6) - at - 1;
	if (digits >= 3) return true;
	// Of two digits, minutes have nothing but digits before them; a port is behind a name.
	if (digits === 2 && IN_NAME[TEXT[skipBack(TEXT, DIGIT, 0, at, LONGEST_NAME) - 1] ?? 0] === 1) return true;
	const first = skip(TEXT, HEX, at + 1, to, 4);
	if (TEXT[first] !== COLON) return false;
	if (TEXT[first + 1] === COLON) return true;
	return isHex(first + 1) && TEXT[skip(TEXT, HEX, first + 1, to, 4)] === COLON;
}

/** `-1a-2b-` of a MAC address, `-1a2b3c4d-` of a signing key */
function dash(at: number, to: number): boolean {
	const isNear = is(IS_DASH, TEXT[at + 3]) | is(IS_DASH, TEXT[at + 9]);
	if ((isNear & is(HEX, TEXT[at + 1]) & is(HEX, TEXT[at + 2])) === 0) return false;
	if (TEXT[at + 3] === DASH) return isHex(at + 4) && isHex(at + 5) && TEXT[at + 6] === DASH;
	return skip(TEXT, HEX, at + 1, to, 9) === at + 9 && TEXT[at + 9] === DASH;
}

const HEX_DIGITS = [...'0123456789abcdef'];
/**
 * Signs that are in every line, with the byte beside that the rules for them need: where they part words, nothing is
 * found. A rule with one of these literals is asked only where the gate is open.
 */
export const HEX_DOT: readonly string[] = HEX_DIGITS.map((digit) => `${digit}.`);
export const COLON_HEX: readonly string[] = HEX_DIGITS.map((digit) => `:${digit}`);
export const TWO_COLONS = '::';
export const HEX_DASH: readonly string[] = HEX_DIGITS.map((digit) => `${digit}-`);
/** Of decimal digits alone. */
export const DIGIT_DOT: readonly string[] = HEX_DOT.slice(0, 10);
export const COLON_DIGIT: readonly string[] = COLON_HEX.slice(0, 10);

const DOT_GATE = 1;
const COLON_GATE = 2;
const DASH_GATE = 3;
const GATES = new Map([
	...HEX_DOT.map((literal) => [literal, DOT_GATE] as const),
	...[...COLON_HEX, TWO_COLONS].map((literal) => [literal, COLON_GATE] as const),
	...HEX_DASH.map((literal) => [literal, DASH_GATE] as const),
]);
/** No gate looks further than so many bytes. */
const FARTHEST = 10;

/** Number of the gate that a literal has; 0 is none. */
export const gateOf = (literal: string): number => GATES.get(literal) ?? 0;

/** Whether what stands around a sign, whose literal ends with the byte at `last`, can be what its rules look for. */
export function isOpen(gate: number, last: number, to: number): boolean {
	const at = gate === COLON_GATE ? last - 1 : last;
	// What lies behind the text proves nothing.
	if (at + FARTHEST >= to) return true;
	if (gate === DOT_GATE) return dot(at, to);
	return gate === COLON_GATE ? colon(at, to) : dash(at, to);
}

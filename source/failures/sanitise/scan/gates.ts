import { DIGIT, HEX, skip } from '../byte-set.ts';

const COLON = 0x3a;
const DOT = 0x2e;
const DASH = 0x2d;

const isHex = (bytes: Uint8Array, at: number): boolean => HEX[bytes[at] ?? 0] === 1;

const isDigit = (bytes: Uint8Array, at: number): boolean => DIGIT[bytes[at] ?? 0] === 1;

/** `.5.` to `.255.` as in addresses, `.2b3c.` as in Cisco's */
function dot(bytes: Uint8Array, at: number, to: number): boolean {
	// The second dot is looked for first: hardly any sign has one so near.
	const isNear = bytes[at + 2] === DOT || bytes[at + 3] === DOT || bytes[at + 4] === DOT || bytes[at + 5] === DOT;
	if (!isNear || !isHex(bytes, at + 1)) return false;
	const end = skip(bytes, HEX, at + 1, to, 4);
	return bytes[end] === DOT && (end === at + 5 || DIGIT[bytes[at + 1] as number] === 1);
}

/** `::`, three colons close together, or a port; a time of day has two colons. */
function colon(bytes: Uint8Array, at: number, to: number): boolean {
	if (bytes[at + 1] === COLON) return true;
	if (!isHex(bytes, at + 1)) return false;
	// A time of day: two figures, then a colon, two more and none.
	if (bytes[at + 3] === COLON && bytes[at + 6] !== COLON && isDigit(bytes, at + 2) && isDigit(bytes, at + 5))
		return false;
	const digits = skip(bytes, DIGIT, at + 1, to, 6) - at - 1;
	if (digits >= 3) return true;
	// The only ports of two digits that are told from minutes by what stands before: 80, 22, 25.
	if (digits === 2 && (bytes[at + 2] === 0x30 || bytes[at + 1] === 0x32) && DIGIT[bytes[at - 1] ?? 0] !== 1)
		return true;
	const first = skip(bytes, HEX, at + 1, to, 4);
	if (bytes[first] !== COLON) return false;
	if (bytes[first + 1] === COLON) return true;
	return isHex(bytes, first + 1) && bytes[skip(bytes, HEX, first + 1, to, 4)] === COLON;
}

/** `-1a-2b-` of a MAC address, `-1a2b3c4d-` of a signing key */
function dash(bytes: Uint8Array, at: number, to: number): boolean {
	if (bytes[at + 3] !== DASH && bytes[at + 9] !== DASH) return false;
	if (!isHex(bytes, at + 1) || !isHex(bytes, at + 2)) return false;
	if (bytes[at + 3] === DASH) return isHex(bytes, at + 4) && isHex(bytes, at + 5) && bytes[at + 6] === DASH;
	return skip(bytes, HEX, at + 1, to, 9) === at + 9 && bytes[at + 9] === DASH;
}

/** Signs that are in every line. The place in the list is the number of a sign's gate. */
const SIGNS = ['', '.', ':', '-'];
/** No gate looks further than so many bytes. */
const FARTHEST = 10;

/** Number of the gate that a literal has; 0 is none. */
export const gateOf = (literal: string): number => Math.max(0, SIGNS.indexOf(literal));

/** Whether what stands behind a sign at `at` can be what its rules look for. */
export function isOpen(gate: number, bytes: Uint8Array, at: number, to: number): boolean {
	// What lies behind the text proves nothing.
	if (at + FARTHEST >= to) return true;
	if (gate === 1) return dot(bytes, at, to);
	return gate === 2 ? colon(bytes, at, to) : dash(bytes, at, to);
}

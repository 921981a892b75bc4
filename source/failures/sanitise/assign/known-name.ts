import { textOf } from '../byte-set.ts';
import { type Strength, strengthOf } from './key-name.ts';

/** What a name says by itself, wherever it stands. */
export interface KnownName {
	readonly text: string;
	readonly strength: Strength;
	/** Only the word before makes it certain: `Access Key`, `API token`. */
	readonly needsWordBefore: boolean;
	/** `a.b`, as in coordinates of packages. */
	readonly isDotted: boolean;
	readonly isBearer: boolean;
	/** PWD is where one is, in every shell. */
	readonly isFolder: boolean;
}

interface Entry {
	readonly bytes: Uint8Array;
	readonly name: KnownName;
}

/** Names repeat from line to line; each has two places, and a log can't fill the memory. */
const PLACES = 4096;
const entries: (Entry | undefined)[] = [];

export const knowName = (text: string): KnownName => ({
	text,
	strength: strengthOf(text),
	needsWordBefore: /^(?:key|token|secret|auth|credentials?)s?$/i.test(text),
	isDotted: /\w\.\w/.test(text),
	isBearer: text.toLowerCase() === 'bearer',
	isFolder: /^(?:old)?pwd$/i.test(text),
});

function isSame(entry: Entry | undefined, bytes: Uint8Array, from: number, length: number): entry is Entry {
	if (entry === undefined || entry.bytes.length !== length) return false;
	for (let index = 0; index < length; index++) if (entry.bytes[index] !== bytes[from + index]) return false;
	return true;
}

/** The name that stands between `from` and `to`; for one that was seen before no text is made. */
export function knownName(bytes: Uint8Array, from: number, to: number): KnownName {
	const length = to - from;
	let hash = length;
	for (let index = from; index < to; index++) hash = Math.imul(hash ^ (bytes[index] as number), 0x01000193);
	const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
	const first = entries[place];
	if (isSame(first, bytes, from, length)) return first.name;
	const second = entries[place ^ 1];
	if (isSame(second, bytes, from, length)) return second.name;
	if (entries.length === 0) for (let index = 0; index < PLACES; index++) entries.push(undefined);
	const name = knowName(textOf(bytes, from, to));
	entries[place ^ 1] = first;
	entries[place] = { bytes: bytes.slice(from, to), name };
	return name;
}

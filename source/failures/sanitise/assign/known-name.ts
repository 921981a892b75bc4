import { TextMemory } from '../text-memory.ts';
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
	/** `X-Api-Key`, which no sentence has. */
	readonly isHeader: boolean;
	/** `TOKEN`, `KEY`: what placeholders of this program are made of. */
	readonly isOwnWord: boolean;
	/** PWD is where one is, in every shell. */
	readonly isFolder: boolean;
	/** `PASS: …`, of a test. */
	readonly isVerdict: boolean;
	/** What functions call a secret that they are given. */
	readonly isArgument: boolean;
	/** `self.password`, which only source code has. */
	readonly isOfCode: boolean;
	/** Of services that were asked about, by where they stand in the name, whether it is named after them. */
	readonly isNamedAfter: Map<number, boolean>;
}

const knowName = (text: string): KnownName => ({
	text,
	strength: strengthOf(text),
	needsWordBefore: /^(?:key|token|secret|auth|credentials?)s?$/i.test(text),
	isDotted: /\w\.\w/.test(text),
	isBearer: text.toLowerCase() === 'bearer',
	isHeader: /^(?:x|private)-/i.test(text),
	isOwnWord: text === 'TOKEN' || text === 'KEY',
	isFolder: /^(?:old)?pwd$/i.test(text),
	isVerdict: text === 'PASS' || text === 'XPASS',
	isArgument: /^(?:password|passwd|pwd|passphrase|secret|token|api_?key|auth_?key)$/.test(text),
	isOfCode: /^(?:self|this|cls)\./.test(text),
	isNamedAfter: new Map(),
});

export const NO_NAME = knowName('');

const names = new TextMemory(knowName);

/** The name that stands between `from` and `to`. */
export const knownName = (bytes: Uint8Array, from: number, to: number): KnownName => names.of(bytes, from, to);

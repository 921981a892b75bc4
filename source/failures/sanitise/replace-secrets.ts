import { KINDS } from './kinds.ts';
import { compileRules, type Engine } from './scan/engine.ts';
import { Sanitiser } from './stream/sanitiser.ts';
import { SECRET_RULES } from './table/rules.ts';

let engine: Engine | undefined;

export interface ReplacedText {
	readonly text: string;
	/** How often each rule changed something; empty where nothing was found. */
	readonly counts: Readonly<Record<string, number>>;
}

/**
 * Replaces what opens a door (tokens, keys, passwords, connection strings) in a text that is meant to be read by
 * others: specs and stories. People, addresses and paths stay.
 */
export function replaceSecrets(text: string): ReplacedText {
	engine ??= compileRules(SECRET_RULES.filter(({ kind }) => KINDS[kind].isSecret));
	const pieces: Uint8Array[] = [];
	const sanitiser = new Sanitiser(engine, (bytes) => pieces.push(bytes.slice()));
	sanitiser.push(new TextEncoder().encode(text));
	sanitiser.end();
	const counts = Object.fromEntries(sanitiser.counts);
	if (Object.keys(counts).length === 0) return { text, counts };
	const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
	return { text: pieces.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode(), counts };
}

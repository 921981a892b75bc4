import { cleanLine } from './clean.ts';
import { openEnvelope } from './envelope.ts';
import { type Cut, cutPrefix } from './prefix.ts';

/** A line of a log as its program wrote it: without colours, out of its envelope, and cut behind what others put in front. */
export interface SpokenLine extends Cut {
	readonly line: string;
}

export function readSpokenLine(raw: string): SpokenLine {
	const line = cleanLine(raw);
	const cut = cutPrefix(line);
	const opened = openEnvelope(line.slice(cut.starts.at(-1)));
	if (!opened) return { line, ...cut };
	const inner = readSpokenLine(opened.line);
	return { ...inner, speaker: cut.speaker + opened.speaker + inner.speaker };
}

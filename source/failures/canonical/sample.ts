import type { Frame, ThrownError, Trace } from '../traces/trace.ts';
import { canonicalFile } from './file-name.ts';
import { isProjectFrame } from './project-frames.ts';

/** 4 KiB, in bytes of UTF-8. */
const MOST_BYTES = 4_096;
const MOST_FRAMES = 12;

/**
 * An error as a report shows it: readable, and without what tells whose checkout it was: `file.js:LINE`.
 * @param trace of a log that was sanitised; nothing is cleaned here
 */
export function sampleOf(trace: Trace): string {
	const parts = [
		...(trace.test === undefined ? [] : [`test: ${trace.test}`]),
		...errorLines(trace, trace),
		...trace.causes
			.filter(({ relation }) => relation !== 'thread')
			.flatMap((cause) => errorLines(cause, trace, `${cause.relation}: `)),
	];
	return cut(parts.join('\n'));
}

function errorLines({ className, message, frames }: ThrownError, { language }: Trace, lead = ''): readonly string[] {
	const own = frames.filter((frame) => isProjectFrame(frame, language));
	const shown = (own.length > 0 ? own : frames).slice(0, MOST_FRAMES);
	return [
		`${lead}${[className, message].filter((text) => text !== '').join(': ')}`,
		...shown.map((frame) => `    at ${placeOf(frame)}`),
	];
}

function placeOf({ function: name, file, line }: Frame): string {
	if (file === undefined) return name ?? '<anonymous>';
	const place = `${canonicalFile(file)}${line === undefined ? '' : ':LINE'}`;
	return name === undefined ? place : `${name} (${place})`;
}

/** The longest beginning that fits, of whole characters. */
function cut(text: string): string {
	const encoder = new TextEncoder();
	const { read } = encoder.encodeInto(text, new Uint8Array(MOST_BYTES));
	return text.slice(0, read);
}

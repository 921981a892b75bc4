import { isErrorClass, readHeader } from './header.ts';
import { isFileLike } from './place.ts';
import type { Reading } from './rule.ts';
import { readSpokenLine } from './spoken-line.ts';

/** So far above its first frame an error is looked for: messages have several lines. */
const FARTHEST = 16;

/** The line that stands so many lines before the present one; undefined where nothing is held any more. */
export type LineBefore = (count: number) => string | undefined;

/** The lines of one speaker that stand above, the nearest first, without prefix. */
function* linesAbove(before: LineBefore, speaker: string): Generator<readonly [line: string, count: number]> {
	for (let count = 1; count <= FARTHEST; count++) {
		const raw = before(count);
		if (raw === undefined) return;
		const { line, starts, speaker: who } = readSpokenLine(raw);
		if (who === speaker) yield [line.slice(starts.at(-1)), count];
	}
}

const FRAME = /^\s*(?:at \S|from \S+:\d|#\d+ )/;
const WRAPPED = /nested exception is:?$/;

export interface FoundHeader extends Reading {
	/** How many lines above. */
	readonly count: number;
}

/**
 * The line that names the error whose first frame was found: the nearest that can only be one, else the line right above
 * if it looks like one. The lines between them are the rest of the message.
 */
export function findHeader(before: LineBefore, speaker: string): FoundHeader | undefined {
	const below: string[] = [];
	let weak: FoundHeader | undefined;
	let sure: FoundHeader | undefined;
	let isWrapped = false;
	for (const [line, count] of linesAbove(before, speaker)) {
		const text = line.trim();
		if (sure && !isWrapped) {
			// JavaMail and Spring put the error inside into the message of the one around it.
			if (!WRAPPED.test(text)) break;
			isWrapped = true;
		} else if (FRAME.test(line)) break;
		else {
			const header = readHeader(text);
			if (header) sure = { ...header, message: withRest(header.message, below), count };
			if (header) isWrapped = false;
			else if (sure) break;
			else if (!weak && text !== '' && below.every((other) => other === '')) weak = readLoose(text, count);
		}
		below.unshift(text);
	}
	return sure ?? weak;
}

function readLoose(text: string, count: number): FoundHeader | undefined {
	const header = readHeader(text, false);
	return header && !isLevel(header.className) ? { ...header, count } : undefined;
}

const isLevel = (name = ''): boolean => /^[A-Z]+$/.test(name) || !/[A-Z][a-z]/.test(name) || isNote(name);
const isNote = (name: string): boolean =>
	/^(?:Note|Info|Stack|Call|At|In|See|Step|Using|Trace|Example|Output|Result)$/.test(name);

const withRest = (message: string | undefined, below: readonly string[]): string =>
	[message ?? '', ...below].join('\n').trim();

const PROBLEM = /^\s*\d+:\d+ +(?:error|warning) /;

/** The file that a list of problems stands under; `isList` where another problem stands above, but no file any more. */
export function findFileAbove(
	before: LineBefore,
	speaker: string,
): { readonly file?: string; readonly isList: boolean } {
	let isList = false;
	for (const [line] of linesAbove(before, speaker)) {
		if (PROBLEM.test(line)) isList = true;
		else return isFileLike(line.trim()) ? { file: line.trim(), isList } : { isList: false };
	}
	return { isList };
}

const GO_TEST = /^\s*=== (?:RUN|CONT|NAME) {2,3}(\S+)$/;

/** The test that a line belongs to, where a line above says that it runs and none says how it ended. */
export function findTestAbove(before: LineBefore, speaker: string): string | undefined {
	for (const [line] of linesAbove(before, speaker)) {
		const test = GO_TEST.exec(line)?.[1];
		if (test !== undefined) return test;
		if (/^\s*--- (?:PASS|FAIL|SKIP): /.test(line)) return undefined;
	}
	return undefined;
}

/** Whether a line inside of a stack names another error. */
export function namesAnother(text: string): boolean {
	const header = readHeader(text);
	return header?.className !== undefined && isErrorClass(header.className);
}

/** Whether the line right above names an error: what was written where nothing is told can have a stack of its own. */
export function isBehindHeader(before: LineBefore, speaker: string): boolean {
	const [above] = linesAbove(before, speaker);
	return above?.[1] === 1 && namesAnother(above[0].trim());
}

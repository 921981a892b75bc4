import { toPrintableLine } from '../../core/text.ts';
import type { Frame, Language, Trace } from '../traces/trace.ts';
import type { FoundFailure } from './found-failure.ts';
import type { TextReader } from './text-reader.ts';

/** A test that failed, as a report of a runner tells it: not yet sanitised. */
export interface ToldFailure {
	/** The titles around it and its own, from outside; first the file, where logs of the runner name it so. */
	readonly titles: readonly string[];
	/** What was thrown, as the runner prints it: class, message, stack. */
	readonly text: string;
	/** What is told beside the text; where the text has no calls, the place of the test stands for them. */
	readonly className?: string;
	readonly message?: string;
	readonly place?: Frame;
	readonly seenMs?: number;
}

const MOST_TITLE = 500;
/** What is read of one failure. */
const MOST_TEXT = 131_072;

/** How pytest shows an error, in its long style and in its short one. */
const PYTHON = /^E {3}|^\S+\.py:\d+: |^ {2}File "/m;

const GO = /^[ \t]*[\w./-]+_test\.go:\d+: |^goroutine \d+ \[/m;

const languageOf = (text: string): Language => (PYTHON.test(text) ? 'python' : GO.test(text) ? 'go' : 'javascript');

/** What the report says beside the text, where the text says nothing. */
function bare({ className = '', message = '' }: ToldFailure, text: TextReader): Trace {
	const clean = (value: string) => text.sanitised(value);
	return {
		language: 'javascript',
		className: clean(className) || (message === '' ? 'test failed' : ''),
		message: clean(message),
		frames: [],
		causes: [],
		isDiagnostic: false,
		logLine: 0,
	};
}

/** The first of the errors that a text is about; undefined where it says nothing of any. */
function readText(body: string, test: string, text: TextReader): Trace | undefined {
	if (body.trim() === '') return undefined;
	const [trace] = text.tracesOf(body.slice(0, MOST_TEXT), { language: languageOf(body), test });
	return trace && (trace.message !== '' || trace.className !== '') && trace.className !== 'test failed'
		? trace
		: undefined;
}

/** The line that many reporters leave out of the text, because they tell it beside it. */
function headOf({ className = '', message = '' }: ToldFailure): string {
	const isNamed = className === '' || message === className || message.startsWith(`${className}:`);
	return isNamed ? message : `${className}: ${message}`;
}

/**
 * The failure, every text of it sanitised. Its text is read as a log of the runner would be, so that what a report tells
 * and what a log tells of one failure is the same.
 */
export function foundFailure(told: ToldFailure, text: TextReader, logLine: number): FoundFailure {
	const test = text.sanitised(toPrintableLine(told.titles.filter((title) => title !== '').join(' > '), MOST_TITLE));
	const body = told.text.replace(/^\s*\n/, '');
	const trace = readText(body, test, text) ?? readText(`${headOf(told)}\n${body}`, test, text) ?? bare(told, text);
	const { file = '', line } = told.place ?? {};
	const place = file === '' ? [] : [{ file: text.sanitised(file), ...(line === undefined ? {} : { line }) }];
	const frames = trace.frames.length > 0 ? trace.frames : place;
	return {
		trace: {
			...trace,
			frames,
			...(trace.frames.length === 0 && place.length > 0 ? { isPlaced: true } : {}),
			...(test === '' ? {} : { test }),
			logLine,
		},
		...(told.seenMs === undefined ? {} : { seenMs: told.seenMs }),
	};
}

import type { Frame, Language, ThrownError, Trace } from '../traces/trace.ts';
import { engineMessage } from './engine-messages.ts';
import { canonicalFile } from './file-name.ts';
import { canonicalFunction } from './function-name.ts';
import { canonicalMessage } from './message.ts';
import { isProjectFrame, topFrames } from './project-frames.ts';
import { type CanonicalTest, canonicalTest } from './test-name.ts';

/** What is the same about one error on every machine, in every checkout and after lines have moved. */
export interface CanonicalTrace {
	readonly className: string;
	/** With its values replaced. */
	readonly message: string;
	/** `function@file`, the innermost call first; at most five. */
	readonly frames: readonly string[];
	readonly test: CanonicalTest | undefined;
	/** `Class: message`, and the innermost call; none of a failed test. */
	readonly causes: readonly string[];
}

/** A chain that is longer says nothing more. */
const MOST_CAUSES = 5;
const MOST_FRAMES = 5;

const canonicalFrame = ({ function: name, file }: Frame, language: Language): string =>
	file === undefined
		? canonicalFunction(name, language)
		: `${canonicalFunction(name, language)}@${canonicalFile(file)}`;

function canonicalError(
	error: ThrownError,
	{ language, isDiagnostic, test }: Trace,
): readonly [className: string, message: string] {
	const common = language === 'javascript' ? engineMessage(error.message) : undefined;
	if (common) return [common.className ?? error.className, common.text];
	// Behind its first line stands the comparison, which each reporter draws in its own way.
	const told = test === undefined ? error.message : (/\S.*/.exec(error.message)?.[0] ?? '');
	const message = canonicalMessage(told, isDiagnostic);
	// Jest and others leave out what most errors are called.
	const isUnnamed = language === 'javascript' && error.className === '' && message !== '';
	return [isUnnamed ? 'Error' : error.className, message];
}

export function canonicalTrace(trace: Trace): CanonicalTrace {
	const { language, test } = trace;
	const [className, message] = canonicalError(trace, trace);
	// What other threads did has nothing to do with it.
	const causes = trace.causes.filter(({ relation }) => relation !== 'thread');
	const isOwn = (frame: Frame) => isProjectFrame(frame, language);
	// Where only libraries were at work, the calls of what they wrapped tell more.
	const { frames } = [trace, ...causes].find((error) => error.frames.some(isOwn)) ?? trace;
	return {
		className,
		message,
		frames: framesOf(frames, language),
		test: test === undefined ? undefined : canonicalTest(test, trace),
		// Of a failed test some reporters tell the causes, and others don't.
		causes: (test === undefined ? causes : [])
			.slice(0, MOST_CAUSES)
			.map((cause) =>
				[canonicalError(cause, trace).join(': '), ...framesOf(cause.frames, language).slice(0, 1)].join(' '),
			),
	};
}

/** Calls in a row of one function are one: how deep a recursion went depends on the run. */
function framesOf(all: readonly Frame[], language: Language): readonly string[] {
	// Rust says where it panicked; whether a stack follows is up to the environment.
	const frames = language === 'rust' && all[0]?.function === undefined ? all.slice(0, 1) : all;
	const texts: string[] = [];
	for (const frame of topFrames(frames, language, frames.length)) {
		const text = canonicalFrame(frame, language);
		if (text !== texts.at(-1)) texts.push(text);
		if (texts.length === MOST_FRAMES) break;
	}
	return texts;
}

/**
 * The text that is hashed; parts can't run into each other, whatever they hold. A failed test is told by its name, its
 * file and by what it says: how much of the stack is shown depends on the reporter.
 */
const canonicalText = ({ className, message, frames, test, causes }: CanonicalTrace): string =>
	JSON.stringify(test === undefined ? [className, message, frames, causes] : [className, message, { test }]);

/** @param sha256 hash of a text as lower-case hex digits */
export const fingerprintOf = (canonical: CanonicalTrace, sha256: (text: string) => string): string =>
	`sha256-${sha256(canonicalText(canonical))}`;

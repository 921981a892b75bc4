import type { Cause, Frame, Language } from './trace.ts';

/** What a line says. */
export interface Reading extends Frame {
	readonly className?: string;
	readonly message?: string;
	readonly test?: string;
	readonly relation?: Cause['relation'];
}

/**
 * What a line is:
 * - `frame`: a call; `place`: where the call named in the line before stands
 * - `open`: a stack begins, and maybe says of which error
 * - `error`: an error that needs no stack
 * - `test`: a test that failed; what comes next says why; `title`: the rest of its name; `suite`: what holds the tests
 *   that are indented more
 * - `verdict`: a test that failed; why is said here or elsewhere, but not in what comes next
 * - `again`: the same test failed once more, when it was tried again
 * - `relation`: another error of the same chain; `pop`: back to the one around it
 * - `end`: the block is over
 * - `filler`: belongs to a stack and says nothing; `drop`: the stack is only the echo of others
 */
export type Role =
	| 'frame'
	| 'place'
	| 'open'
	| 'error'
	| 'test'
	| 'title'
	| 'suite'
	| 'verdict'
	| 'again'
	| 'relation'
	| 'pop'
	| 'end'
	| 'filler'
	| 'drop';

/** One kind of line. The table of these is all that is known about how errors look. */
export interface LineRule {
	readonly name: string;
	readonly language: Language;
	readonly role: Role;
	/**
	 * ASCII; every such line holds one of them, in any case. A line feed in front: at the beginning of the line. None: the
	 * line counts only inside of a stack of its language; elsewhere it is just text.
	 */
	readonly triggers: readonly string[];
	/** So many lines that follow, up to an empty one or a frame, are the message too. */
	readonly messageLines?: number;
	/** A compiler says it: what it quotes are names. Always so for errors of the language `tool`. */
	readonly isDiagnostic?: boolean;
	/** The file is named alone in a line above. */
	readonly isFileAbove?: boolean;
	/** Of a test: it is named in a line above; what says so is its reason. */
	readonly isTestAbove?: boolean;
	/** Of a test: the next line says why, whatever it looks like. Without it, only a line that names an error does. */
	readonly isReasonNext?: boolean;
	/** Of a test or title: the name goes on in the next line, unless a colon ends it. */
	readonly isTitleNext?: boolean;
	/** Of a test: text that was thrown may come next, in quotes. It has neither class nor stack. */
	readonly isThrownNext?: boolean;
	/** Of a test: failing is what the line says, so that it counts even where no reason is found. */
	readonly isVerdict?: boolean;
	/** Of a test: it may pass yet; what it says counts if a verdict says that it failed. */
	readonly isBeforeVerdict?: boolean;
	/** @param text without colours, prefix and spaces around; at most 4,096 characters */
	readonly read: (text: string) => Reading | undefined;
	readonly examples: readonly (readonly [line: string, reading: Reading])[];
	readonly counterExamples?: readonly string[];
}

type Groups = Readonly<Record<string, string | undefined>>;

/** A reader from an expression with groups named like the fields of a reading. */
export function matching(pattern: RegExp, fixed: Reading = {}): (text: string) => Reading | undefined {
	return (text) => {
		const found = pattern.exec(text);
		return found ? { ...fixed, ...fromGroups(found.groups ?? {}) } : undefined;
	};
}

function fromGroups({ line, column, ...texts }: Groups): Reading {
	const named = Object.entries(texts).filter(([, text]) => text !== undefined && text !== '');
	return {
		...(Object.fromEntries(named) as Reading),
		...(line === undefined ? {} : { line: Number(line) }),
		...(column === undefined ? {} : { column: Number(column) }),
	};
}

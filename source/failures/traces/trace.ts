export type Language =
	| 'javascript'
	| 'python'
	| 'jvm'
	| 'go'
	| 'rust'
	| 'ruby'
	| 'php'
	| 'dotnet'
	| 'dart'
	| 'native'
	/** Compilers, package managers, shells, test runners: errors that come without a stack. */
	| 'tool';

/** One call, as the text names it; nothing is guessed. */
export interface Frame {
	readonly function?: string;
	/** A path or URL, as it stands in the text. */
	readonly file?: string;
	/** Both from 1. */
	readonly line?: number;
	readonly column?: number;
}

export interface ThrownError {
	/** Empty where the text names none. */
	readonly className: string;
	readonly message: string;
	/** The innermost call first, whatever the language's habit is. */
	readonly frames: readonly Frame[];
}

export interface Cause extends ThrownError {
	/**
	 * `context`: it was being handled when the next one was thrown; `member`: one of a group; `thread`: no error, but what
	 * another thread was doing.
	 */
	readonly relation: 'cause' | 'context' | 'suppressed' | 'member' | 'thread';
}

/** One error that was found in a log. */
export interface Trace extends ThrownError {
	readonly language: Language;
	/** From the error that was reported down to the first one. */
	readonly causes: readonly Cause[];
	/** The failing test, as its runner names it. */
	readonly test?: string;
	/** What a test threw has no stack: its frame is the place of the test. */
	readonly isPlaced?: boolean;
	/** Quoted words of the message are names of the source, not values of this run: a compiler wrote it. */
	readonly isDiagnostic: boolean;
	/** Where it begins in the log, from 1. */
	readonly logLine: number;
}

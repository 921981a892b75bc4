/** One option of a command. The table of these is what parsing, help, completion and docs are made from. */
export interface FlagSpec {
	readonly type: 'string' | 'boolean';
	/** What stands behind the flag in help: `<n>`, `<id>`. */
	readonly value?: string;
	readonly short?: string;
	readonly choices?: readonly string[];
	/** For shell completion, where the value is checked elsewhere. */
	readonly suggestions?: readonly string[];
	readonly summary: string;
}

export type Flags = Readonly<Record<string, string | boolean | undefined>>;

/** A flag's text; a blank one, as an unset variable of a script gives it, counts as not given. */
export function textFlag(flags: Flags, name: string): string | undefined {
	const text = flags[name];
	return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

export interface Invocation {
	readonly positionals: readonly string[];
	readonly flags: Flags;
	/** Of the positionals those behind `--`, for a command that runs them. */
	readonly behind?: readonly string[];
}

/** Runs a command and gives its exit code. */
export type Handler = (invocation: Invocation, context: Context) => number | Promise<number>;

export interface CommandSpec {
	/** Words as typed: `run start`. */
	readonly name: string;
	readonly summary: string;
	/** Arguments as help shows them: `<slug>`. */
	readonly usage: string;
	/** How many arguments there must and may be. */
	readonly arguments: readonly [least: number, most: number];
	/** What the arguments may be, by their place; for shell completion. */
	readonly suggestions?: readonly (readonly string[])[];
	readonly flags: Readonly<Record<string, FlagSpec>>;
	/** What stands behind `--` is a command that it runs. */
	readonly isWrapper?: true;
	readonly examples: readonly (readonly [command: string, meaning: string])[];
	readonly notes?: readonly string[];
	readonly load: () => Promise<Handler>;
}

/** What a command works with; made once by the entry. */
export interface Context {
	readonly cwd: string;
	/** The folder that `--project` names; undefined: where the command was started. */
	readonly projectFolder?: string | undefined;
	/** The file that `--config` names. */
	readonly configPath?: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Prints a result; to stdout, with a line end. */
	readonly print: (text: string) => void;
	/** Prints a diagnostic; to stderr, with a line end. */
	readonly warn: (text: string) => void;
	/** Details of trouble that must not show; to stderr with `MURMUR8_DEBUG=1`. */
	readonly debug: (text: string) => void;
	/** Raw bytes to stdout. */
	readonly write: (bytes: Uint8Array) => void;
	readonly readStdin: () => string;
	/** Whether a write to stdout met a closed pipe: nobody reads any more. */
	readonly isReaderGone: () => boolean;
}

/** A mistake of the user: two lines, what is wrong and what to do. */
export class UserError extends Error {
	/** Chunks of the bundle have their own copies of this class, so it is told by this mark, not by `instanceof`. */
	readonly isUserError = true;
	readonly hint: string;
	readonly exitCode: number;

	constructor(message: string, hint: string, exitCode = 2) {
		super(message);
		this.hint = hint;
		this.exitCode = exitCode;
	}
}

export function isUserError(error: unknown): error is UserError {
	return error instanceof Error && 'isUserError' in error;
}

import type { Size } from '../screen.ts';

/** Time, as far as a screen needs it. */
export interface Scheduler {
	readonly nowMs: () => number;
	/** Runs `work` once; the function that is returned calls it off. */
	readonly after: (ms: number, work: () => void) => () => void;
}

/** The terminal, as far as a screen needs it; `adapters/terminal-session.ts` is the real one. */
export interface TerminalSession {
	readonly stdin: NodeJS.ReadableStream;
	readonly stdout: NodeJS.WritableStream;
	readonly size: () => Size;
	/** Alternate screen, no line wrap, no cursor. */
	readonly enter: () => void;
	/** Everything as it was; however often it is called. Synchronous: it is also called when the process ends. */
	readonly restore: () => void;
	readonly clear: () => void;
	/** Calls back on resize; before Ink's own listener, if it is called before Ink is started. */
	readonly onResize: (listener: () => void) => void;
	/** Ends by signal or because the terminal is gone, with the exit code that this has. */
	readonly onEnd: (listener: (exitCode: number) => void) => void;
	/** Called after the process was stopped and goes on. */
	readonly onContinue: (listener: () => void) => void;
	/** Stops the process group, as Ctrl+Z does where nobody takes it. */
	readonly suspend: () => void;
	/** Into the clipboard, by OSC 52. */
	readonly copy: (text: string) => void;
	readonly setTitle: (title: string) => void;
	/** 0 to 1 for the terminal's own progress bar; undefined takes it away. */
	readonly setProgress: (share: number | undefined) => void;
	/** Lets go of all that was listened to. */
	readonly dispose: () => void;
}

import { writeSync } from 'node:fs';
import {
	CLEAR,
	clipboardSequence,
	END_SYNCHRONIZED,
	ENTER_ALTERNATE,
	HIDE_CURSOR,
	LEAVE_ALTERNATE,
	NO_PROGRESS,
	PASTE_BRACKETS_OFF,
	PASTE_BRACKETS_ON,
	progressSequence,
	RESET_STYLE,
	RESTORE_TITLE,
	SAVE_TITLE,
	SHOW_CURSOR,
	titleSequence,
	WRAP_OFF,
	WRAP_ON,
} from './terminal-sequences.ts';
import { wholeFrames } from './whole-frames.ts';

/** Signals that end the program, and the exit codes that shells give them. */
const END_SIGNALS: readonly (readonly [signal: NodeJS.Signals, exitCode: number])[] = [
	['SIGINT', 130],
	['SIGTERM', 143],
	['SIGHUP', 129],
];
const HUNG_UP = 129;

export interface SessionOptions {
	/** Whether the window's title and the progress bar are ours to set. */
	readonly hasTitle: boolean;
}

/** What a terminal that is gone, or a pipe that was closed, answers. */
function writeQuietly(text: string): void {
	const bytes = Buffer.from(text);
	let offset = 0;
	while (offset < bytes.length) {
		try {
			offset += writeSync(1, bytes, offset);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
		}
	}
}

function setRawMode(isRaw: boolean): void {
	try {
		process.stdin.setRawMode?.(isRaw);
	} catch {
		// The terminal is gone; there is nothing to set.
	}
}

/**
 * The terminal of this process, for one screen. What `enter` changed is put back by `restore`, which is also called
 * when the process ends in whatever way: it is synchronous, and does its work once.
 */
export function openTerminalSession({ hasTitle }: SessionOptions) {
	const { stdin, stdout } = process;
	const undo: (() => void)[] = [];
	let isEntered = false;
	let progress: number | undefined;
	let title: string | undefined;

	function listen(target: NodeJS.EventEmitter, event: string, listener: (...args: never[]) => void): void {
		target.on(event, listener as (...args: unknown[]) => void);
		undo.push(() => target.off(event, listener as (...args: unknown[]) => void));
	}

	function enter(): void {
		if (isEntered) return;
		isEntered = true;
		// Ink takes the keys once it has drawn: what is typed before that would be echoed into the picture.
		setRawMode(true);
		const saved = hasTitle ? SAVE_TITLE + (title === undefined ? '' : titleSequence(title)) : '';
		writeQuietly(ENTER_ALTERNATE + HIDE_CURSOR + WRAP_OFF + saved + CLEAR);
	}

	function restore(): void {
		if (!isEntered) return;
		isEntered = false;
		const ours = hasTitle ? RESTORE_TITLE + (progress === undefined ? '' : NO_PROGRESS) : '';
		// Emptied before it is left: after a resize tmux moves lines of it over to the normal screen.
		const left = CLEAR + LEAVE_ALTERNATE + SHOW_CURSOR;
		writeQuietly(END_SYNCHRONIZED + RESET_STYLE + PASTE_BRACKETS_OFF + ours + WRAP_ON + left);
		setRawMode(false);
	}

	/** Takes the terminal again after a stop: whoever had it meanwhile left it as it likes. */
	function reenter(): void {
		isEntered = false;
		setRawMode(false);
		setRawMode(true);
		enter();
		writeQuietly(PASTE_BRACKETS_ON);
	}

	listen(process, 'exit', restore);
	return {
		stdin,
		stdout: wholeFrames(stdout),
		size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
		enter,
		restore,
		clear: () => writeQuietly(CLEAR),
		onResize: (listener: () => void) => listen(stdout, 'resize', listener),
		onEnd: (listener: (exitCode: number) => void) => {
			for (const [signal, exitCode] of END_SIGNALS) listen(process, signal, () => listener(exitCode));
			// A terminal that is gone: writing fails, or reading ends.
			listen(stdout, 'error', () => listener(HUNG_UP));
			listen(stdin, 'error', () => listener(HUNG_UP));
			listen(stdin, 'end', () => listener(HUNG_UP));
		},
		onContinue: (listener: () => void) => {
			if (process.platform === 'win32') return;
			listen(process, 'SIGCONT', () => {
				reenter();
				listener();
			});
		},
		suspend: () => {
			if (process.platform === 'win32') return;
			restore();
			// The whole group, as the terminal's own Ctrl+Z does: whoever started us (npm, a script) has to stop as well.
			process.kill(0, 'SIGTSTP');
			// A group that no shell looks after is not stopped; there is no SIGCONT to wait for then.
			setTimeout(() => process.kill(process.pid, 'SIGCONT'), 50);
		},
		copy: (text: string) => writeQuietly(clipboardSequence(text)),
		setTitle: (text: string) => {
			title = text;
			if (hasTitle) writeQuietly(titleSequence(text));
		},
		setProgress: (share: number | undefined) => {
			if (!hasTitle || share === progress) return;
			progress = share;
			writeQuietly(share === undefined ? NO_PROGRESS : progressSequence(share));
		},
		dispose: () => {
			for (const step of undo.splice(0)) step();
		},
	};
}

import { readSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

const STDIN = 0;
const STDERR = 2;

/** Whether there is somebody to ask. */
export const canAsk = (): boolean => isatty(STDIN) && isatty(STDERR);

/** A line of the terminal; synchronous, so Ctrl+C ends the program as anywhere else. */
function readLine(): string {
	const buffer = Buffer.alloc(256);
	for (;;) {
		try {
			return buffer.toString('utf8', 0, readSync(STDIN, buffer));
		} catch (error) {
			// A terminal that another program made non-blocking: wait a moment for the user.
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return '';
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
		}
	}
}

/** Asks on the terminal; anything but y or yes is no. */
export function confirm(question: string): boolean {
	writeSync(STDERR, `${question} (y/N) `);
	return /^y(?:es)?$/i.test(readLine().trim());
}

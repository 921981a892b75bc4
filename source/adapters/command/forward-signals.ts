import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import { isStop } from '../../core/command-end.ts';

/** Signals that have a meaning for a command. Stopping and going on (Ctrl+Z, `fg`) reach its whole group by themselves. */
const FORWARDED = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2'] as const;

/** What keys of a terminal send, to every process in its foreground. */
const BY_KEY: ReadonlySet<string> = new Set(['SIGINT', 'SIGQUIT']);

/** Whether keys of a terminal reach this process; its command is in the same group. */
function isInForeground(): boolean {
	try {
		const stat = readFileSync('/proc/self/stat', 'utf8');
		// Fields 5 and 8: our process group, and the one in the terminal's foreground (-1 without a terminal).
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return fields[2] === fields[5];
	} catch {
		return [0, 1, 2].some((descriptor) => isatty(descriptor));
	}
}

export interface Forwarding {
	/** Whether a signal came that asks to stop. */
	readonly isStopped: () => boolean;
	readonly end: () => void;
}

/**
 * Hands signals on to a command instead of dying of them. What a key of the terminal sent, the command has already:
 * many programs take a second Ctrl+C for "at once, without cleaning up".
 */
export function forwardSignals(send: (signal: NodeJS.Signals) => void): Forwarding {
	let isStopped = false;
	const handlers = FORWARDED.map((signal) => {
		const handler = () => {
			isStopped ||= isStop(signal);
			if (!BY_KEY.has(signal) || !isInForeground()) send(signal);
		};
		try {
			process.on(signal, handler);
		} catch {
			// Not every system has every signal.
		}
		return [signal, handler] as const;
	});
	return {
		isStopped: () => isStopped,
		end: () => {
			for (const [signal, handler] of handlers) process.off(signal, handler);
		},
	};
}

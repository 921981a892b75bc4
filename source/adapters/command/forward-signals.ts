import { isStop } from '../../core/command-end.ts';
import { tty } from '../builtin.ts';
import { hasSet, isInForeground } from './process-facts.ts';
import { createSuspension } from './suspend.ts';

/** Signals that have a meaning for a command. */
const FORWARDED = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGTSTP', 'SIGCONT'] as const;

/** What keys of a terminal send, to every process in its foreground. */
const BY_KEY: ReadonlySet<string> = new Set(['SIGINT', 'SIGQUIT', 'SIGTSTP']);

/**
 * Whether a key may have sent this signal to the command as well, and it would take a second one for another: many
 * programs take a second Ctrl+C for "at once, without cleaning up". What does nothing of its own at the first does not
 * care how many there are.
 */
function mayHaveIt(pid: number, signal: NodeJS.Signals): boolean {
	const isReached = isInForeground() ?? [0, 1, 2].some((descriptor) => tty().isatty(descriptor));
	return isReached && BY_KEY.has(signal) && hasSet(pid, 'caught', signal) !== false;
}

function forward(pid: number, signal: NodeJS.Signals): void {
	if (mayHaveIt(pid, signal)) return;
	try {
		process.kill(pid, signal);
	} catch {
		// It has just ended.
	}
}

export interface Forwarding {
	/** Whether a signal came that asks to stop. */
	readonly isStopped: () => boolean;
	readonly end: () => void;
}

/**
 * Hands signals on to a command instead of dying of them. On Windows the console tells every process of it by itself, and
 * any signal of ours would end the command on the spot.
 * @param running id of the command's process, while it runs
 * @param ignored signals that are no wish to stop
 */
export function forwardSignals(running: () => number | undefined, ignored: ReadonlySet<string>): Forwarding {
	let isStopped = false;
	const suspension = createSuspension(running);
	const handlers = FORWARDED.map((signal) => {
		const handler = () => {
			isStopped ||= isStop(signal) && !ignored.has(signal);
			const pid = running();
			if (signal === 'SIGCONT') suspension.end();
			if (pid !== undefined && process.platform !== 'win32') forward(pid, signal);
			if (signal === 'SIGTSTP') suspension.begin();
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

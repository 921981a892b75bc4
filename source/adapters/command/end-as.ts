import { type CommandEnd, dumpsCore, exitCodeOf } from '../../core/command-end.ts';
import { sleep } from '../clock.ts';

/** Deno lets go of a signal a while after it was told to, and until then swallows it. */
const [MOST_TRIES, TRY_MS] = [10, 20];

/** A signal that the runtime ignores (SIGPIPE) ends a process again once a listener has come and gone. */
function letThrough(signal: NodeJS.Signals): void {
	try {
		const listener = () => {};
		process.on(signal, listener);
		process.off(signal, listener);
	} catch {
		// SIGKILL takes no listener and needs none.
	}
}

/**
 * Ends as the command did: whoever started us sees that it died, and of which signal, so that a script stops at Ctrl+C.
 * @returns the exit code, where it ended otherwise
 */
export async function endAs(end: CommandEnd): Promise<number> {
	if (end.kind !== 'killed' || process.platform === 'win32' || dumpsCore(end.signal)) return exitCodeOf(end);
	letThrough(end.signal as NodeJS.Signals);
	for (let tries = 0; tries < MOST_TRIES; tries++) {
		process.kill(process.pid, end.signal);
		await sleep(TRY_MS);
	}
	return exitCodeOf(end);
}

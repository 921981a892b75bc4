import { sleep } from '../clock.ts';
import { isStopped } from './process-facts.ts';

/** How long a command may take to put its terminal in order before it stops; then it is taken for one that goes on. */
const [LOOKS, LOOK_MS] = [500, 10];

export interface Suspension {
	/** To be called when the command was told to stop for now (Ctrl+Z). */
	readonly begin: () => void;
	/** … and when it was told to go on. */
	readonly end: () => void;
}

/**
 * Stops this process when its command does, so that the shell sees a job that is stopped, and only then: a command that
 * goes on must not lose us. Where nobody can tell, we stop, as most commands do.
 */
export function createSuspension(running: () => number | undefined): Suspension {
	let isLooking = false;
	const look = async () => {
		for (let looks = 0; isLooking && looks < LOOKS; looks++) {
			await sleep(LOOK_MS);
			const pid = running();
			if (pid === undefined || !isLooking) break;
			if (isStopped(pid) === false) continue;
			isLooking = false;
			process.kill(process.pid, 'SIGSTOP');
		}
		isLooking = false;
	};
	return {
		begin: () => {
			if (isLooking) return;
			isLooking = true;
			void look();
		},
		end: () => {
			isLooking = false;
		},
	};
}

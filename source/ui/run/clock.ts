import type { Scheduler } from './ports.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

export interface Clock {
	/** Looks whether it has to go faster or slower. */
	readonly update: () => void;
	readonly stop: () => void;
}

/** The one clock of a screen: every second while something runs, else every minute, for `2 min ago` becomes 3. */
export function createClock(scheduler: Scheduler, isRunning: () => boolean, tick: () => void): Clock {
	let periodMs: number | undefined;
	let cancel: (() => void) | undefined;
	function arm(): void {
		periodMs = isRunning() ? SECOND_MS : MINUTE_MS;
		cancel = scheduler.after(periodMs - (scheduler.nowMs() % periodMs), () => {
			tick();
			arm();
		});
	}
	arm();
	return {
		update: () => {
			if ((isRunning() ? SECOND_MS : MINUTE_MS) === periodMs) return;
			cancel?.();
			arm();
		},
		stop: () => cancel?.(),
	};
}

export interface Coalescer {
	/** Asks for the work to be done soon. */
	readonly request: () => void;
	readonly end: () => void;
}

/** A write is rarely alone; what follows within this time is seen by the same look. */
const SETTLE_MS = 15;
/** Ten times a second is all that anybody can follow. */
const SHORTEST_GAP_MS = 100;

/** Does `work` soon after it was asked for, once for many requests, and not more often than ten times a second. */
export function createCoalescer(work: () => void): Coalescer {
	let timer: NodeJS.Timeout | undefined;
	let lastMs = Number.NEGATIVE_INFINITY;
	const run = () => {
		timer = undefined;
		lastMs = performance.now();
		work();
	};
	return {
		request: () => {
			timer ??= setTimeout(run, Math.max(SETTLE_MS, lastMs + SHORTEST_GAP_MS - performance.now()));
		},
		end: () => clearTimeout(timer),
	};
}

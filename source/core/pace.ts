/** Work that need not be done at every turn, but soon after the last one. */
export interface Pace {
	/** Whether to do it now; if not, it is owed. */
	readonly isDue: () => boolean;
	/** It was done for another reason. */
	readonly done: () => void;
	/** In how many milliseconds it is due; undefined where nothing is owed. */
	readonly owedInMs: () => number | undefined;
}

/** @param nowMs a clock that only goes forward */
export function createPace(everyMs: number, nowMs: () => number): Pace {
	let doneMs = Number.NEGATIVE_INFINITY;
	let isOwed = false;
	const done = () => {
		doneMs = nowMs();
		isOwed = false;
	};
	return {
		isDue: () => {
			isOwed = nowMs() - doneMs < everyMs;
			if (!isOwed) done();
			return !isOwed;
		},
		done,
		owedInMs: () => (isOwed ? Math.max(0, doneMs + everyMs - nowMs()) : undefined),
	};
}

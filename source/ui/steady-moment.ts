import { ageText } from '../render/watch-words.ts';

/** Moment that ages are told from, for lines that were made before. */
export type SteadyMoment = (times: readonly (number | undefined)[], nowMs: number) => number;

/** The moment of the last drawing as long as all of these ages read now as they did then: what it drew still holds. */
export function createSteadyMoment(): SteadyMoment {
	let lastMs = Number.NaN;
	return (times, nowMs) => {
		const isSame = nowMs >= lastMs && times.every((timeMs) => ageText(timeMs, nowMs) === ageText(timeMs, lastMs));
		if (!isSame) lastMs = nowMs;
		return lastMs;
	};
}

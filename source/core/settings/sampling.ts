import type { Parsed } from './definitions.ts';

/** Which runs go to the sinks: a share of them, or those whose set of failures differs from the run before. */
export type Sampling = number | 'on-change';

export const SAMPLING_ACCEPTS = 'a rate from 0 to 1, or on-change';

export function parseSampling(text: string): Parsed<Sampling> {
	const given = text.trim().toLowerCase();
	if (given === 'on-change') return { kind: 'value', value: given };
	const rate = /^(?:\d(?:\.\d{1,15})?|\.\d{1,15})$/.test(given) ? Number(given) : Number.NaN;
	return rate >= 0 && rate <= 1
		? { kind: 'value', value: rate }
		: { kind: 'problem', message: `must be ${SAMPLING_ACCEPTS}` };
}

/** Whether more runs go out by the first than by the second; a rate and `on-change` can't be compared. */
export const samplesMore = (one: Sampling, other: Sampling): boolean =>
	one !== other && !(typeof one === 'number' && typeof other === 'number' && one < other) && other !== 1;

/** A text as a number from 0 to 1, the same everywhere (FNV-1a). */
function share(text: string): number {
	let hash = 0x81_1c_9d_c5;
	for (let index = 0; index < text.length; index++) {
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
	}
	// Short texts that end alike would lie close together.
	hash = Math.imul(hash ^ (hash >>> 16), 0x45_d9_f3_b);
	return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

/**
 * Whether a run goes to the sinks. By its id, not by chance: all sinks, and whoever asks again, get the same runs.
 * @param hasChanged whether the set of known failures is another one than before the run
 */
export function isSampled(sampling: Sampling, runId: string, hasChanged: boolean): boolean {
	return sampling === 'on-change' ? hasChanged : share(runId) < sampling;
}

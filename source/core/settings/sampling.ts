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

import type { Audience } from '../privacy/audience.ts';
import { isPermitted } from '../privacy/field.ts';
import type { DeliveryFacts } from '../watch/facts.ts';

interface ServedEvent {
	readonly runId: string;
	/** Name of the feature; absent where the audience sees none. */
	readonly slug?: string;
	readonly atMs: number;
	readonly statusCode?: number;
	readonly reason?: string;
}

export interface ServedAttempt extends ServedEvent {
	readonly result: string;
	readonly durationMs: number;
}

/** How delivery does: operator data as a whole. */
export interface ServedDelivery {
	readonly state: 'active' | 'inactive';
	/** Why nothing is sent, by its name. */
	readonly inactiveReason?: string;
	readonly waiting: number;
	readonly dropped: number;
	readonly rejected: readonly ServedEvent[];
	/** Newest first. */
	readonly attempts: readonly ServedAttempt[];
}

type Line = Pick<DeliveryFacts['lines'][number], 'runId' | 'slug' | 'atMs' | 'statusCode' | 'reason'>;

/** @returns undefined where the audience is no operator */
export function serveDelivery(
	{ mode, waiting, dropped, rejected, lines }: DeliveryFacts,
	audience: Audience,
): ServedDelivery | undefined {
	if (!isPermitted({ class: 'operator' }, audience)) return undefined;
	const seesNames = isPermitted({ class: 'user' }, audience);
	const toEvent = ({ runId, slug, atMs, statusCode, reason }: Line): ServedEvent => ({
		runId,
		...(seesNames && slug !== undefined ? { slug } : {}),
		atMs,
		...(statusCode === undefined ? {} : { statusCode }),
		...(reason === undefined ? {} : { reason }),
	});
	return {
		state: mode.kind,
		...(mode.kind === 'inactive' ? { inactiveReason: mode.reason } : {}),
		waiting,
		dropped,
		rejected: rejected.map(toEvent),
		attempts: lines.map((line) => ({ ...toEvent(line), result: line.result, durationMs: line.durationMs })),
	};
}

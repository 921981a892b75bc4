import type { DeliveryFacts, DeliveryLine, RejectedEvent } from './facts.ts';

export interface DeliveryPane {
	/** `off`: the audience forbids it; `inactive`: something is missing or wrong. */
	readonly state: 'active' | 'inactive' | 'off';
	/** Why nothing is sent. */
	readonly reason?: string | undefined;
	readonly last?: DeliveryLine | undefined;
	/** The last one that arrived. */
	readonly lastDelivered?: DeliveryLine | undefined;
	readonly waiting: number;
	readonly rejected: readonly RejectedEvent[];
	readonly dropped: number;
	/** Newest first. */
	readonly lines: readonly DeliveryLine[];
}

/** What became of events; at audience `off` nothing of it is anybody's business but the counts of what is held back. */
export function deliveryPane({ mode, waiting, rejected, dropped, lines }: DeliveryFacts): DeliveryPane {
	if (mode.kind === 'inactive' && mode.reason === 'off') {
		return { state: 'off', reason: mode.message, waiting, rejected: [], dropped: 0, lines: [] };
	}
	return {
		state: mode.kind,
		reason: mode.kind === 'inactive' ? mode.message : undefined,
		last: lines[0],
		lastDelivered: lines.find(({ result }) => result === 'delivered'),
		waiting,
		rejected,
		dropped,
		lines,
	};
}

/** What is known of an event: what an attempt came to, and what became of it besides. */
export const DELIVERY_RESULTS = [
	'delivered',
	'transient',
	'configuration',
	'rejected',
	'expired',
	'not-queued',
	'elsewhere',
	'discarded',
] as const;

export type DeliveryResult = (typeof DELIVERY_RESULTS)[number];

import type { Endpoint } from '../endpoint.ts';
import type { Audience } from '../privacy/audience.ts';
import type { Settings } from './definitions.ts';
import type { ResolvedSettings } from './resolve.ts';
import type { Sampling } from './sampling.ts';
import type { SinkSettings } from './sinks.ts';

/** Whether an event would be sent now, and if not, why. */
export type DeliveryMode =
	| { readonly kind: 'active'; readonly endpoint: Endpoint }
	| { readonly kind: 'inactive'; readonly reason: InactiveReason; readonly message: string };

export type InactiveReason = 'off' | 'no-url' | 'invalid-settings' | 'operator-only-on-flat';

const inactive = (reason: InactiveReason, message: string): DeliveryMode => ({ kind: 'inactive', reason, message });

/** Fails closed: one setting that can't be read, whichever it is, and nothing is queued or sent. */
export function deliveryMode({ values, problems }: Pick<ResolvedSettings, 'values' | 'problems'>): DeliveryMode {
	if (values.audience === 'off') return inactive('off', 'audience is off');
	const [problem] = problems;
	if (problem) return inactive('invalid-settings', problem.message);
	if (!values.url) return inactive('no-url', 'MURMUR8_TELEMETRY_URL is not set');
	if (values.audience === 'operator-only' && values.wire === 'flat') {
		return inactive(
			'operator-only-on-flat',
			'the flat wire needs run facts, which audience operator-only withholds; set MURMUR8_TELEMETRY_WIRE=envelope',
		);
	}
	return { kind: 'active', endpoint: values.url };
}

/** Where finished runs go beside the endpoint, and which of them. */
export interface SinkOrder {
	readonly sinks: readonly SinkSettings[];
	readonly sampling: Sampling;
	readonly audience: Audience;
}

/** What sinks would get now; undefined where nothing: none configured, audience off, a setting that can't be read. */
export function sinkOrder({ values, problems }: Pick<ResolvedSettings, 'values' | 'problems'>): SinkOrder | undefined {
	const { sinks, sampling, audience } = values;
	return audience === 'off' || problems.length > 0 || sinks.length === 0 ? undefined : { sinks, sampling, audience };
}

/** The settings that a sender needs. Resolved once, in the process that the user started. */
export type SenderSettings = Pick<Settings, 'key' | 'audience' | 'wire' | 'timeoutMs' | 'maxBytes'> & {
	readonly url: string;
};

import { displayUrl, maskKey } from './endpoint.ts';
import { type DeliveryMode, deliveryMode } from './settings/delivery-mode.ts';
import type { ResolvedSettings } from './settings/resolve.ts';
import { shownSink } from './settings/shown.ts';
import type { SinkSettings } from './settings/sinks.ts';
import { toPrintableLine } from './text.ts';

const LONGEST_URL = 4_096;

export interface TelemetryFacts {
	readonly isActive: boolean;
	readonly url: string | undefined;
	readonly key: string | undefined;
	readonly queueDepth: number;
}

/** The four lines of contracts.md section 5, exactly so. */
export function telemetryLines({ isActive, url, key, queueDepth }: TelemetryFacts): readonly string[] {
	return [
		`Telemetry status : ${isActive ? 'active' : 'inactive'}`,
		`URL              : ${url === undefined ? 'not set' : toPrintableLine(displayUrl(url), LONGEST_URL)}`,
		`API key          : ${key === undefined ? 'not set' : maskKey(key)}`,
		`Failed queue     : ${queueDepth} entries`,
	];
}

/** `statsd endpoint=127.0.0.1:8125` */
export function sinkText(sink: SinkSettings): string {
	const { kind, ...options } = shownSink(sink);
	const given = Object.entries(options).map(([name, value]) =>
		typeof value === 'string' ? `${name}=${value}` : `${name}=${JSON.stringify(value)}`,
	);
	return [kind, ...given].join(' ');
}

/** What a person should know besides: why nothing is sent, what waits for trust, what is not encrypted. */
export function telemetryRemarks(
	settings: ResolvedSettings,
	mode: DeliveryMode = deliveryMode(settings),
): readonly string[] {
	const { values, sources, problems, inert } = settings;
	const { audience, wire, artifacts, url, sinks, sampling } = values;
	return [
		`Audience         : ${audience} (${sources.audience}), wire ${wire}, artifacts ${artifacts}`,
		...sinks.map((sink) => `Sink             : ${toPrintableLine(sinkText(sink), LONGEST_URL)}`),
		...(sampling === 1 ? [] : [`Sampling         : ${sampling} (${sources.sampling})`]),
		...(mode.kind === 'inactive' && mode.reason !== 'no-url' && problems.length === 0
			? [`Not sent         : ${mode.message}`]
			: []),
		...problems.map(({ message }) => `Problem          : ${toPrintableLine(message)}`),
		...(inert.length > 0
			? [`Waits for trust  : ${inert.join(', ')} in telemetry-config.json (murmur8 telemetry-config trust)`]
			: []),
		...(url?.isPlainHttp && !url.isLoopback
			? ['Warning          : the URL is http: events and key travel unencrypted']
			: []),
	];
}

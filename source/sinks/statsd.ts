import { createSocket } from 'node:dgram';
import type { Point } from '../core/metrics/point.ts';
import { type MetricKind, metricDefinition } from '../core/metrics/registry.ts';
import type { SinkOf } from '../core/settings/sinks.ts';
import { hostAndPort } from './host-port.ts';
import { type Remaining, type Sink, SinkError, type SinkMessage, toBytes } from './sink.ts';

/** What fits into one packet of any network: 1,500 bytes less the headers of IPv6 and UDP. */
const LARGEST_DATAGRAM = 1_432;

const TYPES: Readonly<Record<MetricKind, string>> = { counter: 'c', gauge: 'g', histogram: 'ms' };

/** Of names: what is left of them has no character that means something in the protocol. */
const escapeName = (text: string) => text.replace(/[^A-Za-z0-9._-]/g, '_');
/** Of tags and their values: a part of a name that must not add a level to it. */
const escapePart = (text: string) => text.replace(/[^A-Za-z0-9_-]/g, '_');

/** A line of the protocol; undefined for a metric that is not registered, whose kind is not known. */
export function statsdLine({ name, labels, value }: Point, tags: 'dogstatsd' | 'none'): string | undefined {
	const definition = metricDefinition(name);
	// A leading sign would make of a gauge a change of it.
	if (!definition || value < 0) return undefined;
	const pairs = Object.entries(labels).map(([label, text]) => [escapePart(label), escapePart(text)] as const);
	const suffix = tags === 'none' ? pairs.map(([, text]) => `.${text}`).join('') : '';
	const tagged = tags === 'dogstatsd' && pairs.length > 0 ? `|#${pairs.map((pair) => pair.join(':')).join(',')}` : '';
	return `${escapeName(name)}${suffix}:${decimal(value)}|${TYPES[definition.kind]}${tagged}`;
}

/** Daemons differ in whether they read exponents. */
const decimal = (value: number) =>
	/e/.test(String(value)) ? value.toFixed(12).replace(/\.?0{1,12}$/, '') : String(value);

/** Lines in as few datagrams as they fit into. */
function pack(lines: readonly string[]): readonly string[] {
	const packets: string[] = [];
	for (const line of lines) {
		const last = packets.at(-1);
		if (last === undefined || last.length + 1 + line.length > LARGEST_DATAGRAM) packets.push(line);
		else packets[packets.length - 1] = `${last}\n${line}`;
	}
	return packets;
}

/** Sends datagrams to one address. A port where nobody listens answers the first with an error that the next one gets. */
function sendAll(endpoint: string, bodies: readonly Uint8Array[], remainingMs: Remaining): Promise<void> {
	const { host, port } = hostAndPort(endpoint);
	return new Promise((resolve, reject) => {
		const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
		const end = (error?: Error) => {
			clearTimeout(timer);
			socket.removeAllListeners().on('error', () => {});
			socket.close();
			if (error) reject(error);
			else resolve();
		};
		const timer = setTimeout(() => end(new SinkError('out of time')), remainingMs());
		socket.on('error', end);
		// The callback gets the error of a name that is not found, whatever the declared type says.
		socket.connect(port, host, (...failure: readonly Error[]) => {
			if (failure[0]) return end(failure[0]);
			const next = (index: number) => {
				const body = bodies[index];
				if (body === undefined) end();
				else socket.send(body, (error) => (error ? end(error) : next(index + 1)));
			};
			next(0);
		});
	});
}

/** StatsD over UDP: plain, or with the tags of DogStatsD. */
export function createStatsdSink({ endpoint, tags = 'dogstatsd' }: SinkOf<'statsd'>): Sink {
	return {
		render: ({ run }): readonly SinkMessage[] => {
			const lines = (run.value.points ?? []).flatMap((point) => statsdLine(point, tags) ?? []);
			return pack(lines).map((packet) => ({ form: 'datagram', body: toBytes(packet) }));
		},
		deliver: (messages, remainingMs) =>
			sendAll(
				endpoint,
				messages.map(({ body }) => body),
				remainingMs,
			),
		check: async (remainingMs) => {
			// Two of no line: whether somebody listens, the system tells with the second one.
			await sendAll(endpoint, [toBytes('\n'), toBytes('\n')], remainingMs);
			return 'sent; datagrams are not answered, so whether somebody reads them is not known';
		},
	};
}

import { answers, answerText } from '../behaviours.ts';
import { delivered, type Expected, type FaultCase, type Ports, plain } from '../case.ts';
import type { Serve } from '../server.ts';

const secure = ({ receiver }: Ports, path = '') => `https://127.0.0.1:${receiver}${path}`;
const sent = (status: number, location: string): Serve => answers(status, '', { location });

function led(
	name: string,
	status: number,
	location: (ports: Ports) => string,
	reason: RegExp,
	more: Partial<FaultCase> = {},
): FaultCase {
	return {
		name: `says ${status} ${name}`,
		serve: (ports) => sent(status, location(ports)),
		expected: { kind: 'configuration', status, hasAnswer: true, reason, requests: 1 },
		...more,
	};
}

/** Redirects so often within its own https origin, then takes it. */
const ledWithin = (status: number, times: number, expected: Expected): FaultCase => ({
	name: `says ${status} ${times} × within its https origin`,
	tls: 'trusted',
	serve:
		(ports) =>
		({ socket, onRequest }) =>
			onRequest((_request, count) =>
				socket.write(
					count > times
						? answerText(201, '{"id":"x"}')
						: answerText(status, '', { location: count % 2 ? `/next?step=${count}` : secure(ports, '/again') }),
				),
			),
	expected,
});

const ALL = [300, 301, 302, 303, 304, 305, 307, 308] as const;
const ORIGIN = /^HTTP 3\d\d redirects to https?:\/\/127\.0\.0\.1:\d+$/;
const KEEPING = [307, 308] as const;
const TLS = { tls: 'trusted' } as const;

/** Nothing leads the key or the event to another origin. */
export const REDIRECTS: readonly FaultCase[] = [
	...ALL.flatMap((status) => [
		plain(`says ${status} and not where to`, answers(status), {
			kind: 'configuration',
			status,
			hasAnswer: true,
			reason: new RegExp(`^HTTP ${status}$`),
			requests: 1,
		}),
		led('to its own http origin', status, () => '/next?token=hidden', ORIGIN),
		led('to another origin', status, ({ other }) => `http://127.0.0.1:${other}/next?token=hidden`, ORIGIN),
		led('from https to http', status, ({ receiver }) => `http://127.0.0.1:${receiver}/`, ORIGIN, TLS),
		led('from https to another https', status, ({ other }) => `https://127.0.0.1:${other}/`, ORIGIN, TLS),
	]),
	...[301, 302, 303].map((status) => led('within its https origin', status, () => '/next', ORIGIN, TLS)),
	...KEEPING.flatMap((status) => [
		ledWithin(status, 1, delivered(201, { remoteId: 'x', requests: 2 })),
		ledWithin(status, 2, delivered(201, { remoteId: 'x', requests: 3 })),
		ledWithin(status, 3, { kind: 'configuration', status, hasAnswer: true, reason: ORIGIN, requests: 3 }),
		led('in a circle', status, (ports) => secure(ports, '/'), ORIGIN, {
			...TLS,
			expected: { kind: 'configuration', status, hasAnswer: true, reason: ORIGIN, requests: 3 },
		}),
		led(
			'with a name and a password',
			status,
			({ receiver }) => `https://ada:hidden@127.0.0.1:${receiver}/`,
			ORIGIN,
			TLS,
		),
		led('to the http of its name', status, ({ other }) => `//localhost:${other}/`, /^HTTP 30[78] redirects to http:/),
	]),
	led('to a script', 302, () => 'javascript:alert(1)', /^HTTP 302 redirects to javascript:$/),
	led('to no address', 302, () => 'http://[', /^HTTP 302 to an address that is none$/),
	led('to an empty address', 307, () => '', ORIGIN),
	led('to a file', 307, () => 'file:///etc/passwd', /^HTTP 307 redirects to file:$/),
	led('to a very long address', 308, () => `http://a.example.invalid/?${'x'.repeat(8_000)}`, /a\.example\.invalid$/),
	led('to a very long host', 308, () => `http://${'x'.repeat(4_000)}/`, /^[ -~]{200,299}…$/),
];

import { connect } from 'node:net';
import { answers, answerText, drip, pour, readsAll, writesAndEnds } from '../behaviours.ts';
import { ABORTED, CONNECT_LIMIT, delivered, type Expected, type FaultCase, type Ports, TRANSIENT } from '../case.ts';
import { headerOf, type Serve } from '../server.ts';

export const TARGET_HOST = 'receiver.example.invalid';
/** Names and passwords of these cases; nothing outside them takes them. */
const USER = 'ada';
const PASSWORD = 'a b%:@/';
const CREDENTIALS = `${USER}:${encodeURIComponent(PASSWORD)}`;
const AUTHORIZATION = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;

const OK = () => answers(201, '{"id":"x"}');
const ESTABLISHED = 'HTTP/1.1 200 Connection established\r\n\r\n';

/** A tunnel to the receiver, whatever host is asked for. */
const tunnels =
	(isAllowed: (head: string) => boolean = () => true) =>
	({ receiver }: Ports): Serve =>
	({ socket, onHead }) =>
		onHead((head) => {
			if (!isAllowed(head)) return void socket.end(answerText(407));
			const onward = connect(receiver, '127.0.0.1', () => {
				socket.write(ESTABLISHED);
				socket.pipe(onward).pipe(socket);
			});
			onward.on('error', () => socket.destroy());
			socket.on('close', () => onward.destroy());
		});
const refuses = (status: number) => () => answers(status, '<p>proxy</p>');
const atHead =
	(act: (socket: Parameters<Serve>[0]['socket']) => void) =>
	(): Serve =>
	({ socket, onHead }) =>
		onHead(() => act(socket));

const byHttps = ({ proxy }: Ports) => ({ HTTPS_PROXY: `http://127.0.0.1:${proxy}` });
const byHttp = ({ proxy }: Ports) => ({ HTTP_PROXY: `http://127.0.0.1:${proxy}` });
const SECURE = { serve: OK, tls: 'trusted', url: () => `https://${TARGET_HOST}/events`, environment: byHttps } as const;
const PLAIN = { serve: OK, url: () => `http://${TARGET_HOST}/events?a=b`, environment: byHttp } as const;

const failed = (reason: RegExp): Expected => ({ ...TRANSIENT, reason, requests: 0 });
const mustBeMended = (reason: RegExp, more: Partial<Expected> = {}): Expected => ({
	kind: 'configuration',
	hasAnswer: false,
	reason,
	requests: 0,
	...more,
});
const WANTS = mustBeMended(/^a proxy wants credentials \(HTTP 407\)$/, { status: 407 });
const LIMITED: Expected = { ...failed(CONNECT_LIMIT), abortedBy: 'connect limit' };
const THROUGH = delivered(201, { requests: 1, proxyConnections: 1 });
const PAST = delivered(201, { requests: 1, proxyConnections: 0 });

/** Goes past the proxy, because of these words. */
const past = (list: string, more: Partial<FaultCase> = {}): FaultCase => ({
	name: `a proxy that NO_PROXY=${list} goes past`,
	serve: OK,
	proxy: refuses(502),
	environment: ({ proxy, receiver }) => ({
		HTTP_PROXY: `http://127.0.0.1:${proxy}`,
		NO_PROXY: list.replace('PORT', String(receiver)),
	}),
	expected: PAST,
	...more,
});

/** What stands in between. */
export const PROXIES: readonly FaultCase[] = [
	{ ...SECURE, name: 'a proxy that tunnels', proxy: tunnels(), expected: THROUGH },
	{
		...PLAIN,
		name: 'a proxy that forwards',
		proxy: OK,
		expected: delivered(201, { requests: 0, proxyConnections: 1 }),
	},
	{
		...SECURE,
		name: 'a proxy behind TLS that tunnels',
		proxy: tunnels(),
		proxyTls: 'trusted',
		environment: ({ proxy }) => ({ https_proxy: `https://127.0.0.1:${proxy}` }),
		expected: THROUGH,
	},
	{
		...SECURE,
		name: 'a proxy with a certificate of nobody',
		proxy: tunnels(),
		proxyTls: 'unknown',
		environment: ({ proxy }) => ({ https_proxy: `https://127.0.0.1:${proxy}` }),
		expected: mustBeMended(/(SELF_SIGNED|UNABLE_TO).* \(proxy 127\.0\.0\.1:\d+\)$/),
	},
	{
		...SECURE,
		name: 'a proxy that knows the password, and tunnels',
		proxy: tunnels((head) => headerOf(head, 'proxy-authorization') === AUTHORIZATION),
		environment: ({ proxy }) => ({ HTTPS_PROXY: `http://${CREDENTIALS}@127.0.0.1:${proxy}` }),
		expected: THROUGH,
	},
	{
		...PLAIN,
		name: 'a proxy that knows the password, and forwards',
		proxy:
			() =>
			({ socket, onRequest }) =>
				onRequest(({ head }) =>
					socket.end(answerText(headerOf(head, 'proxy-authorization') === AUTHORIZATION ? 201 : 407)),
				),
		environment: ({ proxy }) => ({ HTTP_PROXY: `http://${CREDENTIALS}@127.0.0.1:${proxy}` }),
		expected: delivered(201, { requests: 0 }),
	},
	{
		...SECURE,
		name: 'a proxy that does not know the password',
		proxy: tunnels(() => false),
		environment: ({ proxy }) => ({ HTTPS_PROXY: `http://${CREDENTIALS}@127.0.0.1:${proxy}` }),
		expected: WANTS,
	},
	{ ...SECURE, name: 'a proxy that wants a password for a tunnel', proxy: refuses(407), expected: WANTS },
	{
		...PLAIN,
		name: 'a proxy that wants a password to forward',
		proxy: refuses(407),
		expected: { ...WANTS, hasAnswer: true },
	},
	...[400, 403, 404, 405, 501].map(
		(status): FaultCase => ({
			...SECURE,
			name: `a proxy that says ${status} to a tunnel`,
			proxy: refuses(status),
			expected: mustBeMended(new RegExp(`^HTTP ${status} \\(proxy 127\\.0\\.0\\.1:\\d+\\)$`)),
		}),
	),
	...[429, 500, 502, 503, 504].map(
		(status): FaultCase => ({
			...SECURE,
			name: `a proxy that says ${status} to a tunnel`,
			proxy: refuses(status),
			expected: failed(new RegExp(`^HTTP ${status} \\(proxy 127\\.0\\.0\\.1:\\d+\\)$`)),
		}),
	),
	{
		...PLAIN,
		name: 'a proxy that says 503 instead of forwarding',
		proxy: refuses(503),
		expected: { kind: 'transient', status: 503, hasAnswer: true, requests: 0 },
	},
	{
		...SECURE,
		name: 'a proxy that is not there',
		environment: ({ unused }) => ({ HTTPS_PROXY: `http://127.0.0.1:${unused}` }),
		expected: failed(/^ECONNREFUSED \(proxy 127\.0\.0\.1:\d+\)$/),
	},
	{
		...SECURE,
		name: 'a proxy without an address',
		environment: () => ({ HTTPS_PROXY: 'http://proxy.example.invalid:3128' }),
		expected: failed(/^(ENOTFOUND|EAI_AGAIN) \(proxy proxy\.example\.invalid:3128\)$/),
	},
	{
		...SECURE,
		name: 'a proxy that lets connections wait for ever',
		hasBlackHole: true,
		environment: ({ blackHole }) => ({ HTTPS_PROXY: `http://127.0.0.1:${blackHole}` }),
		expected: LIMITED,
	},
	{ ...SECURE, name: 'a proxy that is silent', proxy: () => readsAll, expected: LIMITED },
	{
		...SECURE,
		name: 'a proxy that drips',
		proxy: atHead((socket) => drip(socket, 'x')),
		expected: LIMITED,
	},
	{
		...SECURE,
		name: 'a proxy that tunnels into silence',
		proxy: atHead((socket) => void socket.resume().write(ESTABLISHED)),
		expected: LIMITED,
	},
	{ ...PLAIN, name: 'a proxy that takes a request and is silent', proxy: () => readsAll, expected: ABORTED },
	{ ...SECURE, name: 'a proxy before a silent receiver', serve: () => readsAll, proxy: tunnels(), expected: ABORTED },
	{
		...SECURE,
		name: 'a proxy that dies at the wish for a tunnel',
		proxy: atHead((socket) => void socket.resetAndDestroy()),
		expected: failed(/ECONNRESET|closed/),
	},
	{
		...SECURE,
		name: 'a proxy that dies in the tunnel',
		proxy: atHead((socket) => {
			socket.write(ESTABLISHED);
			socket.once('data', () => socket.resetAndDestroy());
		}),
		expected: failed(/ECONNRESET|closed/),
	},
	{
		...SECURE,
		name: 'a proxy that hangs up',
		proxy: atHead((socket) => void socket.end()),
		expected: failed(/closed/),
	},
	{
		...SECURE,
		name: 'a proxy that speaks no HTTP',
		proxy: () => writesAndEnds('220 mail\r\n\r\n'),
		expected: failed(/no HTTP/),
	},
	{
		...SECURE,
		name: 'a proxy that never ends its head',
		proxy: atHead((socket) => pour(socket, 'x: y\r\n'.repeat(100))),
		expected: failed(/too large/),
	},
	{
		...SECURE,
		tls: 'unknown',
		name: 'a proxy before a certificate of nobody',
		proxy: tunnels(),
		expected: mustBeMended(/^(?!.*proxy).*(SELF_SIGNED|UNABLE_TO)/),
	},
	...['socks5://127.0.0.1:1080', 'http://', 'http://a b/', 'file:///etc/passwd'].map(
		(url): FaultCase => ({
			...SECURE,
			name: `a proxy that is ${url}`,
			environment: () => ({ HTTPS_PROXY: url }),
			expected: mustBeMended(/^HTTPS_PROXY names no http: or https: proxy$/),
		}),
	),
	past('*'),
	past('127.0.0.1'),
	past('127.0.0.1:PORT'),
	past('127.0.0.0/8'),
	past('example.com, 127.0.0.1'),
	past('localhost', { url: ({ receiver }) => `http://localhost:${receiver}/` }),
	past('::1', { host: '::1', url: ({ receiver }) => `http://[::1]:${receiver}/` }),
	past('[::1]:PORT', { host: '::1', url: ({ receiver }) => `http://[::1]:${receiver}/` }),
	past('127.0.0.1:1', {
		name: 'a proxy that NO_PROXY with another port does not go past',
		expected: { kind: 'transient', status: 502, hasAnswer: true, requests: 0, proxyConnections: 1 },
	}),
	past('', {
		name: 'a proxy of the large letters that empty small ones hide',
		environment: byHttpHidden,
	}),
];

function byHttpHidden({ proxy }: Ports) {
	return { HTTP_PROXY: `http://127.0.0.1:${proxy}`, http_proxy: '' };
}

import { answers, answerText, readsAll, readsNothing } from '../behaviours.ts';
import { ABORTED, CONNECT_LIMIT, delivered, type Expected, type FaultCase, TRANSIENT } from '../case.ts';
import type { Serve } from '../server.ts';

const OK = () => answers(201, '{"id":"x"}');
const https = (serve: Serve, name: string, expected: Expected): FaultCase => ({
	name,
	serve: () => serve,
	url: ({ receiver }) => `https://127.0.0.1:${receiver}/`,
	expected,
});
const untrusted = (reason: RegExp): Expected => ({ kind: 'configuration', hasAnswer: false, reason, requests: 0 });
const UNCONNECTED: Expected = { ...TRANSIENT, reason: CONNECT_LIMIT, abortedBy: 'connect limit' };

/** Certificates, handshakes, names and addresses. */
export const TLS: readonly FaultCase[] = [
	{
		name: 'shows a certificate of a known authority',
		serve: OK,
		tls: 'trusted',
		expected: delivered(201, { requests: 1 }),
	},
	{ name: 'shows a certificate of nobody', serve: OK, tls: 'unknown', expected: untrusted(/SELF_SIGNED|UNABLE_TO/) },
	{ name: 'shows an expired certificate', serve: OK, tls: 'expired', expected: untrusted(/EXPIRED/) },
	{ name: 'shows another host’s certificate', serve: OK, tls: 'other host', expected: untrusted(/ALTNAME/) },
	{
		name: 'speaks TLS 1.1 only',
		serve: OK,
		tls: 'trusted',
		tlsOptions: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
		expected: untrusted(/^(ERR_SSL|EPROTO)/),
	},
	{
		name: 'wants a certificate of the client',
		serve: OK,
		tls: 'trusted',
		tlsOptions: { requestCert: true, rejectUnauthorized: true },
		isHiddenFromDeno: true,
		expected: untrusted(/^ERR_SSL/),
	},
	{
		name: 'speaks HTTP/2 only',
		serve: OK,
		tls: 'trusted',
		tlsOptions: { ALPNProtocols: ['h2'] },
		expected: untrusted(/^ERR_SSL/),
	},
	{ name: 'shakes hands and is silent', serve: () => readsAll, tls: 'trusted', expected: ABORTED },
	https(
		({ socket }) => socket.once('data', () => socket.end(answerText(400))),
		'speaks no TLS',
		untrusted(/^(ERR_SSL|EPROTO)/),
	),
	https(({ socket }) => void socket.end('SSH-2.0-server\r\n'), 'greets instead of TLS', untrusted(/^(ERR_SSL|EPROTO)/)),
	https(readsNothing, 'is silent to a handshake', UNCONNECTED),
	https(readsAll, 'reads a handshake and is silent', UNCONNECTED),
	https(({ socket }) => void socket.end(), 'closes at a handshake', { ...TRANSIENT, reason: /^ECONNRESET$/ }),
	https(({ socket }) => socket.once('data', () => socket.resetAndDestroy()), 'resets in a handshake', {
		...TRANSIENT,
		reason: /^ECONNRESET$/,
	}),
	...['http', 'https'].map(
		(scheme): FaultCase => ({
			name: `lets ${scheme} connections wait for ever`,
			serve: OK,
			hasBlackHole: true,
			url: ({ blackHole }) => `${scheme}://127.0.0.1:${blackHole}/`,
			expected: UNCONNECTED,
		}),
	),
	{
		name: 'has no address',
		serve: OK,
		url: () => 'http://receiver.example.invalid/',
		expected: { ...TRANSIENT, reason: /^(ENOTFOUND|EAI_AGAIN)$/ },
	},
	{
		name: 'is at IPv6',
		serve: OK,
		host: '::1',
		url: ({ receiver }) => `http://[::1]:${receiver}/`,
		expected: delivered(201, { requests: 1 }),
	},
	{
		name: 'is at IPv6 behind TLS',
		serve: OK,
		host: '::1',
		tls: 'trusted',
		url: ({ receiver }) => `https://[::1]:${receiver}/`,
		expected: delivered(201, { requests: 1 }),
	},
	{
		name: 'is at one of a name’s addresses',
		serve: OK,
		url: ({ receiver }) => `http://localhost:${receiver}/`,
		expected: delivered(201, { requests: 1 }),
	},
];

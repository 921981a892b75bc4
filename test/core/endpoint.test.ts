import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { displayUrl, maskKey, readEndpoint } from '../../source/core/endpoint.ts';

const secret = randomBytes(12).toString('hex');

describe('readEndpoint', () => {
	test.each([
		['https://example.com/api/telemetry', false, false],
		['HTTPS://Example.COM', false, false],
		['https://localhost/x', false, true],
		['http://localhost:3000/x', true, true],
		['http://app.localhost/x', true, true],
		['http://127.0.0.1:1/x', true, true],
		['http://127.1/x', true, true],
		['http://127.200.3.4/x', true, true],
		['http://[::1]:3000/x', true, true],
		['http://example.com/x', true, false],
		['http://localhost.example.com/x', true, false],
		['http://127.0.0.1.example.com/x', true, false],
		['http://notlocalhost/x', true, false],
		['http://10.0.0.1/x', true, false],
	])('%s', (url, isPlainHttp, isLoopback) => {
		expect(readEndpoint(url, false)).toEqual({ kind: 'endpoint', endpoint: { url, isPlainHttp, isLoopback } });
	});

	test('the URL is kept verbatim', () => {
		const url = `https://example.com/a/../b?token=${secret}&x=%20#part`;
		expect(readEndpoint(url, true)).toMatchObject({ kind: 'endpoint', endpoint: { url } });
	});

	test.each(['http://example.com/x', 'http://localhost/x', 'http://[::1]/x'])(
		'%s is refused where https is demanded',
		(url) => {
			expect(readEndpoint(url, true)).toEqual({
				kind: 'problem',
				message: 'is http, and MURMUR8_TELEMETRY_REQUIRE_HTTPS=1 demands https',
			});
		},
	);

	test.each([
		['nothing', ''],
		['words', 'not a url'],
		['no scheme', 'example.com/api'],
		['a path', '/api/telemetry'],
		['no host', 'https://'],
		['a port that is none', 'https://example.com:99999/'],
		['ftp', 'ftp://example.com/'],
		['file', 'file:///srv/events'],
		['data', 'data:text/plain,x'],
		['script', 'javascript:void(0)'],
		['user and password', `https://someone:${secret}@example.com/`],
		['user only', `https://${secret}@example.com/`],
		['password only', `https://:${secret}@example.com/`],
		['credentials in an unparsable one', `https://someone:${secret}@exa mple.com/`],
		['credentials without a scheme', `a${secret}:${secret}@example.com/`],
		['a key in the place of the URL', secret],
	])('%s is a problem, whose message repeats nothing secret', (_what, url) => {
		const reading = readEndpoint(url, false);
		expect(reading.kind).toBe('problem');
		expect(JSON.stringify(reading)).not.toContain(secret);
	});
});

describe('displayUrl', () => {
	test.each([
		['https://example.com/events', 'https://example.com/events'],
		['https://example.com/events?page=1&sort=up#x', 'https://example.com/events?page=1&sort=up#x'],
		[`https://example.com/?api_key=${secret}`, 'https://example.com/?api_key=****'],
		[`https://example.com/?a=1&Token=${secret}&b=2`, 'https://example.com/?a=1&Token=****&b=2'],
		[`https://example.com/?sig=${secret}&sig=${secret}`, 'https://example.com/?sig=****'],
		[`https://example.com/?access%5Ftoken=${secret}`, 'https://example.com/?access_token=****'],
		[`https://someone:${secret}@example.com/x`, 'https://example.com/x'],
	])('%#', (url, expected) => {
		expect(displayUrl(url)).toBe(expected);
	});

	test.each([
		'key',
		'token',
		'secret',
		'password',
		'passwd',
		'pwd',
		'auth',
		'signature',
		'sig',
		'credential',
		'X-Amz-Signature',
	])('the value of %s is hidden', (name) => {
		expect(displayUrl(`https://example.com/?${name}=${secret}`)).not.toContain(secret);
	});

	test('what is no URL is shown as it stands', () => {
		expect(displayUrl('not a url')).toBe('not a url');
	});
});

describe('maskKey', () => {
	test.each([0, 1, 4, 11])('a key of %d characters shows nothing', (length) => {
		expect(maskKey('x'.repeat(length))).toBe('****');
	});

	test.each([12, 13, 68])('a key of %d characters shows its last four', (length) => {
		const key = randomBytes(length).toString('hex').slice(0, length);
		expect(maskKey(key)).toBe(`****${key.slice(-4)}`);
	});
});

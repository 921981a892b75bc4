import { describe, expect, test } from 'vitest';
import { parseProxy, proxyFor } from '../../source/core/proxy.ts';

const HTTPS = 'https://api.example.com/x';
const HTTP = 'http://api.example.com/x';
const P = 'http://proxy:3128';
const Q = 'http://other:3128';

test.each<[string, string, Record<string, string>, string | undefined]>([
	['no variable', HTTPS, {}, undefined],
	['https by its own', HTTPS, { HTTPS_PROXY: P, HTTP_PROXY: Q }, P],
	['http by its own', HTTP, { HTTPS_PROXY: P, HTTP_PROXY: Q }, Q],
	['https by that of http', HTTPS, { HTTP_PROXY: Q }, Q],
	['http not by that of https', HTTP, { HTTPS_PROXY: P }, undefined],
	['the one of all', HTTP, { ALL_PROXY: P }, P],
	['the one of all last', HTTPS, { ALL_PROXY: P, HTTP_PROXY: Q }, Q],
	['small letters first', HTTPS, { HTTPS_PROXY: P, https_proxy: Q }, Q],
	['an empty one is none', HTTPS, { https_proxy: '', HTTPS_PROXY: P, HTTP_PROXY: Q }, undefined],
	['blanks around it', HTTPS, { HTTPS_PROXY: ` ${P}\n` }, P],
	['a scheme is added', HTTPS, { HTTPS_PROXY: 'proxy:3128' }, P],
	['a name and a password stay', HTTPS, { HTTPS_PROXY: 'http://ada:b%40c@proxy:1' }, 'http://ada:b%40c@proxy:1'],
	['no URL', 'api', { HTTPS_PROXY: P }, undefined],
])('%s', (_name, url, environment, expected) => {
	expect(proxyFor(url, environment)?.url).toBe(expected);
});

/** An address, an entry, and whether the entry takes the address off the proxy. */
const EXEMPTIONS: readonly (readonly [url: string, list: string, isExempt: boolean])[] = [
	[HTTPS, '', false],
	[HTTPS, '*', true],
	[HTTPS, 'a.b, *', true],
	[HTTPS, 'a.b, api.example.com', true],
	[HTTPS, 'a.b api.example.com', true],
	[HTTPS, 'a.b,,\tapi.example.com,', true],
	[HTTPS, 'EXAMPLE.com', true],
	[HTTPS, '.example.com', true],
	[HTTPS, '*.example.com', true],
	['https://example.com', '.example.com', true],
	['https://example.com.', 'example.com', true],
	['https://example.com', 'example.com.', true],
	[HTTPS, 'example.com:443', true],
	[HTTPS, '*.example.com:443', true],
	[HTTP, 'example.com:443', false],
	[HTTP, 'example.com:80', true],
	[HTTPS, 'example.com:8443', false],
	['https://api.example.com:8443', 'example.com:08443', true],
	[HTTPS, 'ample.com', false],
	[HTTPS, 'www.api.example.com', false],
	[HTTPS, '.', false],
	[HTTPS, 'api.*', false],
	['https://bücher.example', 'bücher.example', true],
	['https://bücher.example', 'xn--bcher-kva.example', true],
	['http://127.0.0.1:8080', '127.0.0.1', true],
	['http://127.0.0.1:8080', '127.0.0.1:8080', true],
	['http://127.0.0.1:8080', '127.0.0.1:80', false],
	['http://127.0.0.1', '0.0.1', false],
	['http://127.0.0.1', 'localhost', false],
	['http://localhost', 'localhost', true],
	['http://[::1]:8080', '::1', true],
	['http://[::1]:8080', '[::1]', true],
	['http://[::1]:8080', '[::1]:8080', true],
	['http://[::1]:8080', '[::1]:80', false],
	['http://[::1]', '0:0:0:0:0:0:0:1', true],
	['http://10.1.2.3', '10.0.0.0/8', true],
	['http://11.1.2.3', '10.0.0.0/8', false],
	['http://192.168.5.9', '192.168.4.0/22', true],
	['http://192.168.8.9', '192.168.4.0/22', false],
	['http://10.1.2.3', '10.1.2.3/32', true],
	['http://10.1.2.4', '10.1.2.3/32', false],
	['http://10.1.2.4', '0.0.0.0/0', true],
	['http://10.1.2.4', '10.0.0.0/33', false],
	['http://[fd12::7]', 'fd00::/8', true],
	['http://[fd12::7]', '[fd12::]/64', true],
	['http://[fe80::7]', 'fd00::/8', false],
	['http://[2001:db8::1]', '2001:db8::/32', true],
	['http://[2001:db8::1]', '10.0.0.0/8', false],
	[HTTPS, '10.0.0.0/8', false],
	['http://api.example.com', 'example.com/8', false],
];

describe('NO_PROXY', () => {
	test.each(EXEMPTIONS)('%s with %j: %s', (url, list, isExempt) => {
		const variables = { HTTP_PROXY: P, HTTPS_PROXY: P };
		expect(proxyFor(url, { ...variables, NO_PROXY: list }) === undefined).toBe(isExempt);
		expect(proxyFor(url, { ...variables, no_proxy: list, NO_PROXY: '*' }) === undefined).toBe(isExempt);
	});
});

test.each([
	['http://proxy:3128', 'http://proxy:3128/'],
	['https://proxy', 'https://proxy/'],
	['socks5://proxy:1080', undefined],
	['http://', undefined],
	['http://proxy:99999', undefined],
])('%s is the proxy %s', (url, expected) => {
	expect(parseProxy({ url, variable: 'HTTPS_PROXY' })?.href).toBe(expected);
});

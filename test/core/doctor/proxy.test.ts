import { expect, test } from 'vitest';
import { proxyFor } from '../../../source/core/doctor/proxy.ts';

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
	['small letters first', HTTPS, { HTTPS_PROXY: P, https_proxy: Q }, Q],
	['a scheme is added', HTTPS, { HTTPS_PROXY: 'proxy:3128' }, P],
	['*', HTTPS, { HTTPS_PROXY: P, NO_PROXY: '*' }, undefined],
	['the host', HTTPS, { HTTPS_PROXY: P, NO_PROXY: 'a.b, api.example.com' }, undefined],
	['the domain', HTTPS, { HTTPS_PROXY: P, no_proxy: 'EXAMPLE.com' }, undefined],
	['the domain with a dot', HTTPS, { HTTPS_PROXY: P, NO_PROXY: '.example.com' }, undefined],
	['the domain with a star', HTTPS, { HTTPS_PROXY: P, NO_PROXY: '*.example.com' }, undefined],
	['the port', HTTPS, { HTTPS_PROXY: P, NO_PROXY: 'example.com:443' }, undefined],
	['another port', HTTPS, { HTTPS_PROXY: P, NO_PROXY: 'example.com:8443' }, P],
	['a name that only ends so', HTTPS, { HTTPS_PROXY: P, NO_PROXY: 'ample.com' }, P],
	['no URL', 'api', { HTTPS_PROXY: P }, undefined],
])('%s', (_name, url, environment, expected) => {
	expect(proxyFor(url, environment)?.url).toBe(expected);
});

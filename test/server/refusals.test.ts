import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from '../../source/core/api/openapi.ts';
import { serveDemonstration } from '../../source/server/demo-source.ts';
import { createViewMaker } from '../../source/server/make-view.ts';
import { Unavailable } from '../../source/server/source.ts';
import { type Asking, appOver, HOST, settingsOf } from '../support/served.ts';

const demo = () => serveDemonstration(settingsOf({}), createViewMaker('id', '1'), Date.now());
const TOKEN = 'a-token-of-the-tests-own';

const { paths } = openApiDocument() as {
	paths: Record<
		string,
		{ get: { responses: Record<string, { content: { 'application/json': { schema: object } } }> } }
	>;
};
const isRefusal = (status: number) => {
	const schema = paths['/api/v1/runs/{runId}']?.get.responses[String(status)]?.content['application/json'].schema;
	return new Ajv2020().compile(schema ?? { not: {} });
};

async function refused(path: string, status: number, asking: Asking = {}, app = appOver(demo())) {
	const response = await app.ask(path, asking);
	const body: unknown = await response.json();
	expect(response.status, `${path} ${JSON.stringify(asking)} ${JSON.stringify(body)}`).toBe(status);
	expect(isRefusal(status)(body)).toBe(true);
	expect(response.headers.get('content-type')).toMatch(/^application\/json/);
	expect(response.headers.get('access-control-allow-origin')).toBeNull();
	expect(response.headers.get('x-content-type-options')).toBe('nosniff');
	return { response, message: (body as { error: { message: string } }).error.message };
}

test.each([
	['/api/v1/health?window=8d', /1h, 24h, 7d, 30d, all/],
	['/api/v1/health?window=', /must be one of/],
	['/api/v1/health?window=7d&window=7d', /given twice/],
	['/api/v1/health?window=7d&audience=on', /"audience" is no parameter here/],
	['/api/v1/runs?Audience=on', /no parameter here/],
	['/api/v1/runs?limit=0', /1 to 1000/],
	['/api/v1/runs?limit=1001', /1 to 1000/],
	['/api/v1/runs?limit=1e2', /1 to 1000/],
	['/api/v1/runs?limit=-1', /1 to 1000/],
	['/api/v1/runs?cursor=here', /cursor/],
	['/api/v1/runs?cursor=', /cursor/],
	['/api/v1/runs?cursor=1.1.1', /cursor/],
	['/api/v1/runs?status=won', /success, failed, paused, aborted/],
	['/api/v1/runs?severity=error', /no parameter here/],
	['/api/v1/stages?stage=nobody', /stage is "nobody"/],
	['/api/v1/metrics/history?severity=bad', /error, warning, info/],
	['/api/v1/metrics/history?metric=', /empty/],
	[`/api/v1/runs?feature=${'x'.repeat(201)}`, /longer than 200/],
	['/api/v1/config?window=7d', /no parameter here/],
	['/metrics?name=x', /no parameter here/],
	['/api/v1/events?since=1', /no parameter here/],
	['/api/v1/openapi.json?pretty=1', /no parameter here/],
	['/?audience=on', /no parameter here/],
	['/api/v1/runs?%00=1', /no parameter here/],
])('%s is 400', async (path, message) => {
	expect((await refused(path, 400)).message).toMatch(message);
});

test.each([
	'/nope',
	'/api',
	'/api/v1',
	'/api/v1/',
	'/api/v2/health',
	'/api/v1/runs/',
	'/api/v1/runs/x/y',
	'//',
	'/index.html',
	'/..%2f..%2fetc/passwd',
])('%s is 404', async (path) => {
	await refused(path, 404);
});

test('a run that nobody knows is 404, whatever its name', async () => {
	for (const name of ['x', '%00', '..%2f..', 'a'.repeat(2_000), '%F0%9F%90%A6', '__proto__', 'constructor']) {
		await refused(`/api/v1/runs/${name}`, 404);
	}
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])('%s is 405 everywhere', async (method) => {
	for (const path of ['/', '/metrics', '/api/v1/runs', '/api/v1/events', '/nope']) {
		const { response } = await refused(path, 405, { method });
		expect(response.headers.get('allow')).toBe('GET, HEAD');
	}
});

test('HEAD is answered as GET, without a body, and opens no stream', async () => {
	const { ask } = appOver(demo());
	for (const path of ['/', '/metrics', '/api/v1/runs', '/api/v1/events', '/api/v1/openapi.json']) {
		const response = await ask(path, { method: 'HEAD' });
		expect(response.status).toBe(200);
		expect(await response.text()).toBe('');
	}
});

describe('another host (DNS rebinding)', () => {
	test.each([
		'evil.example',
		'evil.example:9100',
		'127.0.0.1',
		'127.0.0.1:80',
		'127.0.0.1:9101',
		'127.0.0.1.evil.example:9100',
		'localhost.:9100',
		'localhost@evil.example:9100',
		'127.0.0.1:9100, evil.example',
		'[::2]:9100',
		'0.0.0.0:9100',
		'192.168.0.7:9100',
		'machine.example.com:9100',
		'',
		':9100',
	])('%s is 421', async (host) => {
		for (const path of ['/', '/api/v1/runs', '/metrics', '/api/v1/events'])
			await refused(path, 421, { headers: { host } });
	});

	test.each(['127.0.0.1:9100', 'localhost:9100', 'LOCALHOST:9100', '[::1]:9100'])('%s is this one', async (host) => {
		expect((await appOver(demo()).ask('/api/v1/runs', { headers: { host } })).status).toBe(200);
	});

	test('what listens everywhere takes addresses and the name of the machine, and no other name', async () => {
		const app = appOver(demo(), { hosts: ['0.0.0.0'] });
		for (const host of ['192.168.0.7:9100', '[2001:db8::1]:9100', 'machine.example.com:9100', 'localhost:9100'])
			expect((await app.ask('/api/v1/runs', { headers: { host } })).status).toBe(200);
		await refused('/api/v1/runs', 421, { headers: { host: 'evil.example:9100' } }, app);
		await refused('/api/v1/runs', 421, { headers: { host: '192.168.0.7:9101' } }, app);
	});
});

describe('another site', () => {
	const FOREIGN: readonly Readonly<Record<string, string>>[] = [
		{ origin: 'https://evil.example' },
		{ origin: 'null' },
		{ origin: '' },
		{ origin: `https://${HOST}` },
		{ origin: 'http://127.0.0.1:9101' },
		{ origin: 'http://localhost:9100' },
		{ 'sec-fetch-site': 'cross-site' },
		{ 'sec-fetch-site': 'same-site' },
		{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
	];
	test.each(FOREIGN)('%j is 403', async (headers) => {
		for (const path of ['/', '/api/v1/runs', '/metrics', '/api/v1/events']) await refused(path, 403, { headers });
	});

	test('a link leads to the page, and to no data', async () => {
		const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
		expect((await appOver(demo()).ask('/', { headers })).status).toBe(200);
		await refused('/api/v1/runs', 403, { headers });
	});

	test.each([{ origin: `http://${HOST}` }, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }])(
		'%j is none',
		async (headers) => {
			expect((await appOver(demo()).ask('/api/v1/runs', { headers })).status).toBe(200);
		},
	);
});

describe('a token', () => {
	const app = () => appOver(demo(), { token: TOKEN });

	test.each([
		undefined,
		'',
		'Bearer',
		'Bearer ',
		`Bearer ${TOKEN}x`,
		`Bearer ${TOKEN.slice(1)}`,
		TOKEN,
		`Basic ${TOKEN}`,
	])('%s is 401', async (authorization) => {
		const headers = authorization === undefined ? {} : { authorization };
		for (const path of ['/api/v1/runs', '/metrics', '/api/v1/events', '/api/v1/openapi.json', '/nope']) {
			const { response } = await refused(path, 401, { headers }, app());
			expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
		}
	});

	test('opens everything; the page has no data and needs none', async () => {
		const headers = { authorization: `Bearer ${TOKEN}` };
		expect((await app().ask('/api/v1/runs', { headers })).status).toBe(200);
		expect((await app().ask('/')).status).toBe(200);
	});
});

test('what can’t be read is 503, with a time to come again', async () => {
	const source = {
		current: () => {
			throw new Unavailable('canary of a path');
		},
		last: () => undefined,
		follow: () => {},
		close: () => {},
	};
	for (const path of ['/api/v1/runs', '/metrics', '/api/v1/events']) {
		const { response, message } = await refused(path, 503, {}, appOver(source));
		expect(response.headers.get('retry-after')).toBe('1');
		expect(message).not.toContain('canary');
	}
});

test('the page runs its own script alone, and nobody else frames, reads or keeps anything', async () => {
	const { ask } = appOver(demo());
	const page = await ask('/');
	const policy = page.headers.get('content-security-policy') ?? '';
	expect(policy).toContain("script-src 'sha256-a'");
	expect(policy).not.toMatch(/unsafe|\*|https?:/);
	for (const path of ['/', '/api/v1/runs', '/nope']) {
		const { headers } = await ask(path);
		expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
		expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
		expect(headers.get('cache-control')).toBe('no-store');
		expect(headers.get('referrer-policy')).toBe('no-referrer');
	}
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createCertificate, hasOpenssl, startTlsServer } from '../support/certificates.ts';
import { createPatient, type Patient } from '../support/doctor.ts';
import { RUNTIMES, type Runtime } from '../support/runtimes.ts';

const URL_VARIABLE = 'MURMUR8_TELEMETRY_URL';

function runtimeNamed(wanted: string): Runtime {
	const found = RUNTIMES.find(({ name }) => name === wanted);
	if (!found) throw new Error(`there is no ${wanted}`);
	return found;
}

async function idsOf(patient: Patient): Promise<readonly string[]> {
	const { findings } = await patient.examine();
	return findings.map(({ id }) => id).filter((id) => id !== 'audience-default');
}

/** The one finding there is. */
async function onlyFinding(patient: Patient) {
	const { findings } = await patient.examine();
	const [found, ...others] = findings.filter(({ id }) => id !== 'audience-default');
	expect(others).toEqual([]);
	return found;
}

/** A proxy that lets through who gives the name `ada`; counts whom it let through. */
async function startProxy() {
	const state = { passed: 0 };
	const isKnown = (header: string | undefined) => header === `Basic ${Buffer.from('ada:secret').toString('base64')}`;
	const server = createServer((request, response) => {
		const isPassed = isKnown(request.headers['proxy-authorization']);
		if (isPassed) state.passed++;
		response.writeHead(isPassed ? 204 : 407).end();
	});
	server.on('connect', (_request, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	return { state, peer: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe.each(RUNTIMES)('doctor on the way to the endpoint, on $name', (runtime) => {
	test('a name without an address', async () => {
		const patient = await createPatient(runtime);
		patient.writeDotenv({ [URL_VARIABLE]: 'https://receiver.example.invalid/x?token=hidden-word' });
		const found = await onlyFinding(patient);
		expect(found).toMatchObject({ id: 'dns', seen: expect.stringContaining('receiver.example.invalid:443') });
		expect(JSON.stringify(found)).not.toContain('hidden-word');
		patient.writeDotenv({});
		expect(await idsOf(patient)).toEqual([]);
	});

	test('an endpoint that is not there', async () => {
		const patient = await createPatient(runtime);
		await patient.portal.stop();
		const found = await onlyFinding(patient);
		expect(found).toMatchObject({ id: 'connection', seen: expect.stringMatching(/ECONNREFUSED|refused/) });
		expect(found?.fix).toMatch(/^start the endpoint/);
		await patient.portal.restart();
		expect(await idsOf(patient)).toEqual([]);
	});

	test.skipIf(!hasOpenssl)('a certificate of nobody', async () => {
		const patient = await createPatient(runtime);
		const certificate = createCertificate('DNS:localhost');
		const port = await startTlsServer(certificate);
		patient.writeDotenv({ [URL_VARIABLE]: `https://localhost:${port}/` });
		const found = await onlyFinding(patient);
		expect(found).toMatchObject({ id: 'tls', seen: expect.stringContaining('nobody that this machine trusts') });
		await patient.apply(found?.fix.replace(/<.*>/, certificate.path) ?? '');
		expect(await idsOf(patient)).toEqual([]);
	});
});

describe('doctor on the way to the endpoint', () => {
	test.skipIf(!hasOpenssl).each([
		['an expired certificate', 'DNS:localhost', true, 'has expired'],
		['a certificate for another host', 'DNS:other.example.invalid', false, 'for another host name'],
	])('%s, trusted as it may be', async (_name, subject, isExpired, words) => {
		const patient = await createPatient(runtimeNamed('binary'));
		const certificate = createCertificate(subject, isExpired);
		patient.env['NODE_EXTRA_CA_CERTS'] = certificate.path;
		patient.writeDotenv({ [URL_VARIABLE]: `https://localhost:${await startTlsServer(certificate)}/` });
		expect(await onlyFinding(patient)).toMatchObject({ id: 'tls', seen: expect.stringContaining(words) });
		const renewed = createCertificate('DNS:localhost');
		patient.env['NODE_EXTRA_CA_CERTS'] = renewed.path;
		patient.writeDotenv({ [URL_VARIABLE]: `https://localhost:${await startTlsServer(renewed)}/` });
		expect(await idsOf(patient)).toEqual([]);
	});

	test('a port that speaks no TLS', async () => {
		const patient = await createPatient(runtimeNamed('binary'));
		patient.writeDotenv({ [URL_VARIABLE]: patient.portal.url.replace('http:', 'https:') });
		expect(await onlyFinding(patient)).toMatchObject({
			id: 'tls',
			fix: expect.stringMatching(/^see that the port speaks TLS: openssl s_client -connect 127\.0\.0\.1:\d+$/),
		});
	});

	test('a proxy that is not there, and one that NO_PROXY goes past', async () => {
		const patient = await createPatient(runtimeNamed('binary'));
		patient.env['HTTP_PROXY'] = 'http://127.0.0.1:9';
		const found = await onlyFinding(patient);
		expect(found).toMatchObject({
			id: 'proxy-unreachable',
			seen: expect.stringContaining('127.0.0.1:9 of HTTP_PROXY'),
		});
		await patient.apply(found?.fix.split(': ').at(-1) ?? '');
		expect(await idsOf(patient)).toEqual([]);
		Object.assign(patient.env, { HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1' });
		expect(await idsOf(patient)).toEqual([]);
	});

	test.each(['http', 'https'])('a proxy that wants credentials, on the way to %s', async (scheme) => {
		const patient = await createPatient(runtimeNamed('binary'));
		const proxy = await startProxy();
		patient.writeDotenv({ [URL_VARIABLE]: `${scheme}://receiver.example.invalid/` });
		patient.env['HTTP_PROXY'] = `http://${proxy.peer}`;
		const { findings } = await patient.examine();
		const found = findings.find(({ id }) => id === 'proxy-refuses');
		expect(found).toMatchObject({ seen: expect.stringContaining('HTTP 407') });
		expect(found?.fix).toContain(`HTTP_PROXY: http://name:password@${proxy.peer}`);
		if (scheme === 'https') return;
		patient.env['HTTP_PROXY'] = `http://ada:secret@${proxy.peer}`;
		expect(await idsOf(patient)).toEqual(['url-plain-http']);
		expect(proxy.state.passed).toBe(1);
	});

	test.each(RUNTIMES.map(({ name }) => name))('a proxy that is none of ours to speak with, on %s', async (name) => {
		const patient = await createPatient(runtimeNamed(name));
		patient.env['ALL_PROXY'] = 'socks5://127.0.0.1:9';
		const found = await onlyFinding(patient);
		expect(found).toMatchObject({ id: 'proxy-unreachable', seen: expect.stringContaining('ALL_PROXY') });
		await patient.apply(found?.fix.split(': ').at(-1) ?? '');
		expect(await idsOf(patient)).toEqual([]);
	});

	test('a proxy in CI, which sends inline through it', async () => {
		const patient = await createPatient(runtimeNamed('Node 22.13'));
		const proxy = await startProxy();
		Object.assign(patient.env, { HTTP_PROXY: `http://ada:secret@${proxy.peer}`, CI: 'true' });
		expect(await idsOf(patient)).toEqual([]);
		expect(proxy.state.passed).toBe(1);
	});
});

import { randomBytes } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createCertificate, hasOpenssl } from '../../support/certificates.ts';
import { RUNTIMES } from '../../support/runtimes.ts';
import { hasSquid, startSquid } from '../../support/squid.ts';
import { query } from '../../support/state.ts';
import { answers } from './behaviours.ts';
import { DELIVERED, flushed, KEPT, sandboxWithEvent } from './events.ts';
import { headerOf, startFaultServer, unusedPort } from './server.ts';

/** A receiver behind TLS, of a private authority. */
async function startReceiver(address = '127.0.0.1') {
	const certificate = createCertificate('IP:127.0.0.1');
	const server = await startFaultServer(answers(201, '{"id":"x"}'), certificate, address);
	onTestFinished(server.stop);
	const env = {
		MURMUR8_TELEMETRY_URL: `https://127.0.0.1:${server.port}/events`,
		NODE_EXTRA_CA_CERTS: certificate.path,
	};
	return { server, env };
}

describe.skipIf(!hasSquid || !hasOpenssl).each(RUNTIMES)('squid, on $name', (runtime) => {
	test('takes the event to a receiver behind TLS', async () => {
		const { sandbox, runId } = await sandboxWithEvent(runtime);
		const { server, env } = await startReceiver();
		const proxy = `http://127.0.0.1:${await startSquid()}`;
		expect(await flushed(sandbox, { ...env, HTTPS_PROXY: proxy })).toEqual(DELIVERED);
		expect(server.requests).toHaveLength(1);
		expect(headerOf(server.requests[0]?.head ?? '', 'idempotency-key')).toBe(runId);
	});

	test('takes the event to a receiver without TLS', async () => {
		const { sandbox } = await sandboxWithEvent(runtime);
		const server = await startFaultServer(answers(201));
		onTestFinished(server.stop);
		const env = {
			MURMUR8_TELEMETRY_URL: `http://127.0.0.1:${server.port}/events`,
			HTTP_PROXY: `http://127.0.0.1:${await startSquid()}`,
		};
		expect(await flushed(sandbox, env)).toEqual(DELIVERED);
		expect(server.requests[0]?.head).toMatch(/^via: .*squid/im);
	});

	test('says that the receiver is not there: the event is kept', async () => {
		const { sandbox } = await sandboxWithEvent(runtime);
		const { env } = await startReceiver();
		const gone = `https://127.0.0.1:${await unusedPort()}/`;
		const proxy = `http://127.0.0.1:${await startSquid()}`;
		const result = await flushed(sandbox, { ...env, MURMUR8_TELEMETRY_URL: gone, HTTPS_PROXY: proxy });
		expect(result).toEqual({ ...KEPT, stoppedBy: expect.stringMatching(/^HTTP 50\d \(proxy 127\.0\.0\.1:\d+\)$/) });
	});

	test('wants a password: without and with a wrong one all is kept, with the right one it goes', async () => {
		const { sandbox } = await sandboxWithEvent(runtime);
		const { server, env } = await startReceiver();
		const [name, password, wrong] = ['ada', `${randomBytes(9).toString('hex')} %@:/`, randomBytes(9).toString('hex')];
		const port = await startSquid({ name, password });
		const through = (secret?: string) => ({
			...env,
			HTTPS_PROXY: `http://${secret === undefined ? '' : `${name}:${encodeURIComponent(secret)}@`}127.0.0.1:${port}`,
		});
		const stoppedBy = 'a proxy wants credentials (HTTP 407)';
		expect(await flushed(sandbox, through())).toEqual({ ...KEPT, stoppedBy });
		expect(await flushed(sandbox, through(wrong))).toEqual({ ...KEPT, stoppedBy });
		const log = JSON.stringify(query(sandbox.project, 'SELECT * FROM delivery'));
		expect(log).toContain(stoppedBy);
		expect(log).not.toContain(wrong);
		expect(server.connections()).toBe(0);
		expect(await flushed(sandbox, through(password))).toEqual(DELIVERED);
		expect(server.requests).toHaveLength(1);
		expect(server.requests[0]?.head).not.toMatch(/proxy-authorization/i);
	});
});

import { describe, expect, onTestFinished, test } from 'vitest';
import { createCertificate, hasOpenssl } from '../../support/certificates.ts';
import { startPortal } from '../../support/portal.ts';
import { RUNTIMES } from '../../support/runtimes.ts';
import { createSandbox } from '../../support/sandbox.ts';
import { answers, answerText } from './behaviours.ts';
import { DELIVERED, flushed, KEPT, sandboxWithEvent } from './events.ts';
import { type FaultServer, headerOf, type Serve, startFaultServer } from './server.ts';

const URL_VARIABLE = 'MURMUR8_TELEMETRY_URL';

async function start(...args: Parameters<typeof startFaultServer>): Promise<FaultServer> {
	const server = await startFaultServer(...args);
	onTestFinished(server.stop);
	return server;
}

/** A proxy that answers as if it were every receiver. */
const forwards = answers(201, '{"id":"x"}');
/** Stores the event, and loses its own answer the first time. */
const losesFirstAnswer: Serve = ({ socket, onRequest }) =>
	onRequest((_request, count) =>
		count === 1 ? socket.resetAndDestroy() : socket.write(answerText(409, '{"error":"seen"}')),
	);

describe.each(RUNTIMES)('the program on $name', (runtime) => {
	test.skipIf(!hasOpenssl)('trusts a private authority that it is told of, and no other', async () => {
		const { sandbox } = await sandboxWithEvent(runtime);
		const certificate = createCertificate('IP:127.0.0.1');
		const receiver = await start(answers(201), certificate);
		const env = { [URL_VARIABLE]: `https://127.0.0.1:${receiver.port}/` };
		const { stoppedBy, ...kept } = await flushed(sandbox, env);
		expect(kept).toEqual(KEPT);
		expect(stoppedBy).toMatch(/SELF_SIGNED|UNABLE_TO|UnknownIssuer/);
		expect(await flushed(sandbox, { ...env, NODE_EXTRA_CA_CERTS: certificate.path })).toEqual(DELIVERED);
		expect(receiver.requests).toHaveLength(1);
	});

	test('an answer that was lost: the same event comes again, and its being there already is success', async () => {
		const { sandbox, runId } = await sandboxWithEvent(runtime);
		const receiver = await start(losesFirstAnswer);
		const env = { [URL_VARIABLE]: `http://127.0.0.1:${receiver.port}/` };
		expect(await flushed(sandbox, env)).toMatchObject(KEPT);
		expect(await flushed(sandbox, env)).toEqual(DELIVERED);
		const [first, second, ...others] = receiver.requests;
		expect(others).toEqual([]);
		expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
		for (const request of [first, second]) expect(headerOf(request?.head ?? '', 'idempotency-key')).toBe(runId);
		const counts = [first, second].map((request) => headerOf(request?.head ?? '', 'x-retry-count'));
		expect(counts).toEqual(['1', '2']);
	});

	test.each(['flush', 'test', 'CI', 'background'])('a proxy is obeyed by %s, NO_PROXY as well', async (way) => {
		const proxy = await start(forwards);
		const portal = await startPortal();
		const env = {
			[URL_VARIABLE]: portal.url,
			MURMUR8_TELEMETRY_KEY: portal.key,
			HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
		};
		const { sandbox } = way === 'flush' ? await sandboxWithEvent(runtime) : { sandbox: createSandbox(runtime) };
		const deliver = async (more: Readonly<Record<string, string>>) => {
			const all = { ...env, ...more, ...(way === 'CI' ? { CI: 'true' } : {}) };
			if (way === 'flush') return flushed(sandbox, all);
			if (way === 'test') return sandbox.run(['telemetry-config', 'test'], { env: all });
			await sandbox.run(['run', 'start', 'user-auth'], { env: all });
			return sandbox.run(['run', 'finish', '--status', 'success'], { env: all });
		};
		expect(await deliver({ NODE_USE_ENV_PROXY: '1' })).toMatchObject({ exitCode: 0 });
		await expect.poll(() => proxy.requests.length, { timeout: 40_000 }).toBe(1);
		expect(proxy.requests[0]?.head).toMatch(new RegExp(`^POST ${portal.url} HTTP`));
		expect(portal.requests).toEqual([]);
		if (way === 'flush') return;
		// What the runtime's own rule would make of it does not count.
		await deliver({ NODE_USE_ENV_PROXY: '1', NO_PROXY: 'example.com, 127.0.0.0/8' });
		await portal.until((requests) => requests.length > 0);
		expect(portal.accepted()).toHaveLength(1);
		expect(proxy.requests).toHaveLength(1);
	});
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';

/** In CI sending is inline, so each command ends with the outbox as it will stay. */
const CI = { CI: 'true', MURMUR8_TELEMETRY_CI_WAIT_MS: '8000' };

async function record({ run }: Sandbox, slug: string, env: Record<string, string> = {}): Promise<string> {
	const runId = (await run(['run', 'start', slug], { env })).stdout.trim();
	await run(['run', 'finish', '--status', 'success', '--run', runId], { env });
	return runId;
}

async function json(sandbox: Sandbox, ...args: readonly string[]) {
	const { stdout, stderr, exitCode } = await sandbox.run([...args, '--json']);
	expect({ stderr, exitCode }, args.join(' ')).toEqual({ stderr: '', exitCode: 0 });
	return JSON.parse(stdout);
}

const queueOf = ({ project }: Sandbox) =>
	JSON.parse(readFileSync(join(project, '.claude', 'telemetry-failed.json'), 'utf8')) as { runId: string }[];

const REFUSAL = { status: 422, body: '{"errors":[{"field":"slug","message":"is \\u001b[31mnot wanted"}]}' };

describe.each(RUNTIMES)('outbox on $name', (runtime) => {
	// Fifty runs are a hundred processes; one runtime has them all, the others a few.
	const good = runtime === RUNTIMES[0] ? 49 : 5;
	test(`${good} good events behind a poisoned one: one pass delivers them and keeps it with the receiver’s reason`, async () => {
		const portal = await startPortal();
		const env = { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key };
		const sandbox = createSandbox(runtime, { ...env, ...CI });
		// Asked to be left alone, the program tries none of them again before it is told to.
		portal.behaviour = { status: 503, headers: { 'retry-after': '3600' } };
		const poisoned = await record(sandbox, 'poisoned');
		for (let index = 0; index < good; index++) await record(sandbox, `good-${index}`);
		portal.behaviour = 'portal';
		portal.refuse = ({ slug }) => (slug === 'poisoned' ? REFUSAL : undefined);
		expect((await sandbox.run(['outbox', 'retry'])).stdout).toBe(`delivered ${good}, rejected 1, waiting 0\n`);
		expect(portal.accepted()).toHaveLength(good);
		const { waiting, rejected } = await json(sandbox, 'outbox', 'list', '--rejected');
		expect({ waiting, rejected }).toMatchObject({
			waiting: [],
			rejected: [{ runId: poisoned, slug: 'poisoned', attempts: 2, statusCode: 422, reason: 'slug: is not wanted' }],
		});
		const { stdout } = await sandbox.run(['outbox', 'list', '--rejected']);
		expect(stdout).toContain(`  poisoned  ${poisoned}  `);
		expect(stdout).toContain('    422 slug: is not wanted\n');
	}, 120_000);

	test('a rejected event is shown, queued again, and delivered once the receiver takes it', async () => {
		const portal = await startPortal();
		const env = { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key };
		const sandbox = createSandbox(runtime, { ...env, ...CI });
		expect((await sandbox.run(['outbox'])).stdout).toBe('Nothing is undelivered.\n');
		expect(existsSync(join(sandbox.project, '.claude', 'murmur8.db'))).toBe(false);
		portal.refuse = () => REFUSAL;
		const runId = await record(sandbox, 'user-auth');
		const prefix = runId.slice(0, 8);
		const refused = portal.requests[0]?.raw;
		expect(await json(sandbox, 'outbox', 'show', prefix)).toMatchObject({
			runId,
			state: 'rejected',
			deliveries: [{ result: 'rejected', statusCode: 422 }],
			envelope: { runId, run: { slug: 'user-auth' } },
		});
		const shown = await sandbox.run(['outbox', 'show', prefix]);
		expect(shown.stdout).toContain(`${runId}: rejected\n`);
		expect(shown.stdout).toContain('rejected 422, ');
		const unmended = await sandbox.run(['outbox', 'retry', prefix]);
		expect(unmended).toMatchObject({ exitCode: 1, stdout: '' });
		expect(unmended.stderr).toContain('was rejected\n');

		portal.refuse = undefined;
		expect(await sandbox.run(['outbox', 'requeue', prefix])).toMatchObject({
			exitCode: 0,
			stdout: '1 event requeued; deliver now: murmur8 outbox retry\n',
		});
		expect(queueOf(sandbox)).toMatchObject([{ runId }]);
		expect(await sandbox.run(['outbox', 'retry'])).toMatchObject({
			exitCode: 0,
			stdout: 'delivered 1, rejected 0, waiting 0\n',
		});
		const [accepted] = portal.accepted();
		expect(accepted?.headers['idempotency-key']).toBe(runId);
		expect(accepted?.raw).toEqual(refused);
		expect(queueOf(sandbox)).toEqual([]);
		expect((await sandbox.run(['outbox', 'requeue', '--all'])).stdout).toBe('0 events requeued\n');
	});

	test('retry ends the pause that a receiver asked for; drop gives up for good', async () => {
		const portal = await startPortal();
		const env = { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key };
		const sandbox = createSandbox(runtime, { ...env, ...CI });
		portal.behaviour = { status: 503, headers: { 'retry-after': '3600' } };
		const first = await record(sandbox, 'first');
		const second = await record(sandbox, 'second');
		const { waiting } = await json(sandbox, 'outbox', 'list', '--waiting');
		expect(waiting).toMatchObject([{ runId: first, notBefore: expect.any(String) }, { runId: second }]);
		const gone = await sandbox.run(['outbox', 'drop', second, '--force']);
		expect(gone).toMatchObject({ exitCode: 0, stdout: '1 event dropped\n' });
		expect(queueOf(sandbox)).toMatchObject([{ runId: first }]);
		portal.behaviour = 'portal';
		expect((await sandbox.run(['telemetry', 'flush'])).stdout).toBe('delivered 0, rejected 0, waiting 1\n');
		expect((await sandbox.run(['outbox', 'retry', first])).stdout).toBe('delivered 1, rejected 0, waiting 0\n');
		expect(portal.accepted().map(({ body }) => body.slug)).toEqual(['first']);
		expect((await sandbox.run(['outbox'])).stdout).toBe('Nothing is undelivered.\n\nDropped by hand: 1\n');
		expect((await json(sandbox, 'history')).map(({ slug }: { slug: string }) => slug)).toEqual(['second', 'first']);
	});

	test('a malformed call says what is wrong and changes nothing', async () => {
		const sandbox = createSandbox(runtime, { MURMUR8_TELEMETRY_URL: 'http://127.0.0.1:9/', ...CI });
		const runId = await record(sandbox, 'user-auth');
		for (const [args, exitCode, words] of [
			[['show', 'nope'], 1, 'no undelivered event "nope"'],
			[['show', runId.slice(0, 3)], 1, 'no undelivered event'],
			[['show'], 2, 'missing argument'],
			[['drop'], 2, 'which event?'],
			[['drop', '--all'], 2, 'nobody can be asked here'],
			[['drop', runId, '--all'], 2, 'exclude each other'],
			[['requeue'], 2, 'which event?'],
			[['list', '--waiting', '--rejected'], 2, 'exclude each other'],
			[['lisst'], 2, 'did you mean list?'],
		] as const) {
			const result = await sandbox.run(['outbox', ...args]);
			expect({ exitCode: result.exitCode, stdout: result.stdout }, args.join(' ')).toEqual({ exitCode, stdout: '' });
			expect(result.stderr, args.join(' ')).toContain(words);
		}
		expect((await json(sandbox, 'outbox')).waiting).toHaveLength(1);
	});
});

import { describe, expect, test } from 'vitest';
import { type Portal, startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { attemptCount, status, untilPassEnded } from '../support/state.ts';

const SILENT = { exitCode: 0, stdout: '', stderr: '' };
/** Makes the portal behave so; a function because the table below is data. */
const behave = (behaviour: Portal['behaviour']) => (portal: Portal) => {
	portal.behaviour = behaviour;
};

const WORDS = '{"errors":[{"field":"slug","message":"is \\u001b[31mreserved"}]}';

/** Records a run; each command that has something to deliver is given the time for its pass. */
async function recordRun(sandbox: Sandbox, slug: string, env: Record<string, string>, passes: number): Promise<string> {
	let before = attemptCount(sandbox);
	const runId = (await sandbox.run(['run', 'start', slug], { env })).stdout.trim();
	if (passes > 1) await untilPassEnded(sandbox, before);
	before = attemptCount(sandbox);
	expect(await sandbox.run(['run', 'finish', '--status', 'success', '--run', runId], { env })).toMatchObject(SILENT);
	if (passes > 0) await untilPassEnded(sandbox, before);
	return runId;
}

/** Each trouble, what the outbox then says of the event, and how often it was tried in one pass. */
const TROUBLES: readonly {
	readonly name: string;
	readonly begin: (portal: Portal) => void | Promise<void>;
	readonly result: string;
	readonly reason: RegExp;
	readonly attempts: number;
}[] = [
	{ name: 'down', begin: (portal) => portal.stop(), result: 'transient', reason: /refused/i, attempts: 1 },
	{
		name: 'silent',
		begin: behave('silent'),
		result: 'transient',
		reason: /no answer within 400 ms/,
		attempts: 1,
	},
	{
		name: '401',
		begin: behave({ status: 401, body: '{"error":"Unauthorized"}' }),
		result: 'configuration',
		reason: /^Unauthorized$/,
		attempts: 1,
	},
	{
		name: '500',
		begin: behave({ status: 500, body: '{"error":"Internal server error"}' }),
		result: 'transient',
		reason: /^Internal server error$/,
		attempts: 3,
	},
];

describe.each(RUNTIMES)('a receiver in trouble, on $name', (runtime) => {
	test('every event but the refused one is delivered once it is well, and status tells the story', async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime);
		const env = {
			MURMUR8_TELEMETRY_URL: portal.url,
			MURMUR8_TELEMETRY_KEY: portal.key,
			MURMUR8_TELEMETRY_TIMEOUT_MS: '400',
		};
		portal.behaviour = { status: 422, body: WORDS };
		const refused = await recordRun(sandbox, 'refused', env, 1);

		const waiting: string[] = [];
		for (const { name, begin, result, reason, attempts } of TROUBLES) {
			portal.behaviour = 'portal';
			await begin(portal);
			waiting.push(await recordRun(sandbox, `trouble-${name}`, env, waiting.length === 0 ? 1 : 2));
			const { outbox } = await status(sandbox, env);
			expect(outbox.map((event: { runId: string }) => event.runId)).toEqual(waiting);
			expect(outbox[0].deliveries.at(-1)).toMatchObject({ result, reason: expect.stringMatching(reason) });
			const triesOfNewest = outbox.at(-1).attempts;
			if (result === 'transient' && attempts > 1) expect(triesOfNewest, name).toBe(attempts);
			if (name === 'down') await portal.restart();
		}

		portal.behaviour = 'portal';
		const before = portal.requests.length;
		const attemptsBefore = attemptCount(sandbox);
		await sandbox.run(['run', 'start', 'next'], { env });
		await portal.until(() => portal.accepted().length === waiting.length);
		expect(portal.accepted().map(({ body }) => body.runId)).toEqual(waiting);
		expect(portal.requests.slice(before)).toHaveLength(waiting.length);
		expect(portal.requests.at(-1)?.headers['x-retry-count']).toMatch(/^\d+$/);
		for (const runId of waiting) {
			const bodies = portal.requests.filter(({ body }) => body?.runId === runId).map(({ raw }) => raw.toString('hex'));
			expect(new Set(bodies).size, 'the same bytes on every attempt').toBe(1);
		}

		await untilPassEnded(sandbox, attemptsBefore);
		const story = await status(sandbox, env);
		expect(story.outbox).toEqual([]);
		expect(story.rejected).toMatchObject([
			{ runId: refused, statusCode: 422, reason: 'slug: is reserved', attempts: 1 },
		]);
		expect(story.delivered.map(({ runId }: { runId: string }) => runId).toSorted()).toEqual(waiting.toSorted());
		const text = (await sandbox.run(['telemetry', 'status'], { env })).stdout;
		expect(text).toContain('slug: is reserved');
		expect(text).toContain('trouble-500');
	});

	test('in CI the event is sent before the end, within the time that is given', async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime, { CI: 'true' });
		const env = { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key };
		await recordRun(sandbox, 'quick', env, 0);
		expect(portal.accepted()).toHaveLength(1);
		portal.behaviour = 'silent';
		const late = await recordRun(sandbox, 'late', { ...env, MURMUR8_TELEMETRY_CI_WAIT_MS: '500' }, 0);
		const { outbox } = await status(sandbox, env);
		expect(outbox).toMatchObject([{ runId: late, attempts: 1 }]);
		portal.behaviour = 'portal';
		const flushed = await sandbox.run(['telemetry', 'flush'], { env });
		expect(flushed).toMatchObject({ exitCode: 0, stdout: 'delivered 1, rejected 0, waiting 0\n' });
	});
});

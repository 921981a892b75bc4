import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const STAGES = ['alex', 'cass', 'nigel-spec', 'nigel-tests', 'codey-plan', 'codey-implement'];
const FEEDBACK = '{"rating":4,"issues":["one “odd” thing {x}"],"rec":"proceed"}';

const SILENT = { exitCode: 0, stdout: '', stderr: '' };

async function silently(
	sandbox: Sandbox,
	args: readonly string[],
	env: Record<string, string>,
	input = '',
): Promise<void> {
	const { exitCode, stdout, stderr } = await sandbox.run(args, { env, input });
	expect({ exitCode, stdout, stderr }, args.join(' ')).toEqual(SILENT);
}

async function recordPipeline(sandbox: Sandbox, env: Record<string, string>): Promise<string> {
	const start = await sandbox.run(['run', 'start', 'user-auth'], { env });
	expect(start).toMatchObject({ exitCode: 0, stderr: '' });
	const runId = start.stdout.trimEnd();
	expect(start.stdout).toBe(`${runId}\n`);
	expect(runId).toMatch(UUID);
	for (const stage of STAGES) {
		await silently(sandbox, ['run', 'stage', stage, 'start'], env);
		await silently(sandbox, ['run', 'stage', stage, 'done', '--tokens-in', '1000', '--tokens-out', '100'], env);
	}
	await silently(sandbox, ['run', 'feedback', 'cass', '-'], env, `Some words.\nFEEDBACK: ${FEEDBACK}\nMore words.`);
	await silently(sandbox, ['run', 'finish', '--status', 'success'], env);
	return runId;
}

describe.each(RUNTIMES)('the main job on $name', (runtime) => {
	test('start, six stages, feedback, finish: one POST with everything in it', async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime);
		const env = { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key };
		const runId = await recordPipeline(sandbox, env);
		await portal.until((requests) => requests.length > 0);

		const [request] = portal.requests;
		expect(request).toMatchObject({ method: 'POST', url: '/api/telemetry', status: 201 });
		expect(request?.headers).toMatchObject({
			'content-type': 'application/json',
			'idempotency-key': runId,
			authorization: `Bearer ${portal.key}`,
			'user-agent': expect.stringMatching(/^murmur8\/\d+\.\d+\.\d+$/),
		});
		const { body } = request ?? {};
		const feedback = { rating: 4, issues: ['one “odd” thing {x}'], recommendation: 'proceed' };
		expect(body).toMatchObject({
			runId,
			featureId: expect.stringMatching(UUID),
			slug: 'user-auth',
			featureSlug: 'user-auth',
			status: 'success',
			type: 'feature',
			startedAt: expect.stringMatching(ISO),
			completedAt: expect.stringMatching(ISO),
			totalCost: 0.027,
			feedback: { cass: feedback },
		});
		expect(body.totalDurationMs).toBe(Date.parse(body.completedAt) - Date.parse(body.startedAt));
		expect(body.durationMs).toBe(body.totalDurationMs);
		expect(Object.keys(body.stages)).toEqual(STAGES);
		for (const stage of STAGES) {
			expect(body.stages[stage]).toMatchObject({
				name: stage,
				status: 'success',
				tokens: { input: 1000, output: 100, total: 1100 },
				cost: 0.0045,
			});
			expect(body.stages[stage].durationMs).toBeGreaterThanOrEqual(0);
		}
		expect(body.stages.cass).toMatchObject({ feedback, feedbackRating: 4 });
		expect(body).not.toHaveProperty('identity');
		expect(body).not.toHaveProperty('commitHash');

		const folder = join(sandbox.project, '.blueprint', 'features', 'feature_user-auth');
		expect(Object.keys(body.artifacts)).toEqual(['FEATURE_SPEC.md', 'story-login.md', 'story-logout.md']);
		for (const [name, data] of Object.entries<string>(body.artifacts)) {
			expect(gunzipSync(Buffer.from(data, 'base64')), name).toEqual(readFileSync(join(folder, name)));
		}
		expect(body.featureSpec).toBe(readFileSync(join(folder, 'FEATURE_SPEC.md'), 'utf8'));
		expect(body.stories.map(({ title }: { title: string }) => title)).toEqual(['login', 'logout']);

		const secondId = await recordPipeline(sandbox, env);
		await portal.until((requests) => requests.length > 1);
		expect(portal.requests[1]?.body).toMatchObject({ runId: secondId, featureId: body.featureId, status: 'success' });
		expect(secondId).not.toBe(runId);
		expect(portal.requests).toHaveLength(2);
	});

	test('without a URL the run is recorded and nothing is queued', async () => {
		const sandbox = createSandbox(runtime);
		const runId = await recordPipeline(sandbox, {});
		const list = JSON.parse((await sandbox.run(['run', 'list', '--json'])).stdout);
		expect(list).toMatchObject([{ runId, slug: 'user-auth', status: 'success', totalCost: 0.027 }]);
		expect(list[0].stages).toHaveLength(6);
		const status = JSON.parse((await sandbox.run(['telemetry', 'status', '--json'])).stdout);
		expect(status).toMatchObject({ status: 'inactive', outbox: [], rejected: [], delivered: [] });
	});

	test('the audience on sends identity and commit, and the envelope wire sends the envelope', async () => {
		const portal = await startPortal();
		portal.behaviour = { status: 201, body: '{"id":"x1"}' };
		const sandbox = createSandbox(runtime, { GITHUB_ACTOR: 'octocat' });
		const env = {
			MURMUR8_TELEMETRY_URL: portal.url,
			MURMUR8_TELEMETRY_WIRE: 'envelope',
			MURMUR8_TELEMETRY_AUDIENCE: 'on',
		};
		const { stdout } = await sandbox.run(['run', 'start', 'search-ui'], { env });
		await silently(
			sandbox,
			['run', 'finish', '--status', 'failed', '--commit', 'a'.repeat(40), '--run', stdout.trim()],
			env,
		);
		await portal.until((requests) => requests.length > 0);
		const { body, headers } = portal.requests[0] ?? {};
		expect(headers).not.toHaveProperty('authorization');
		expect(Object.keys(body)).toEqual(['runId', 'run', 'identity', 'artifacts']);
		expect(body.run).toMatchObject({ slug: 'search-ui', status: 'failed', commitHash: 'a'.repeat(40) });
		expect(body.identity).toMatchObject({ gitUser: 'octocat', recorder: expect.stringMatching(/^murmur8-cli\//) });
	});
});

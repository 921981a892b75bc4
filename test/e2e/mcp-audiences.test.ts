import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AUDIENCES } from '../../source/core/privacy/audience.ts';
import { type DataClass, isPermitted } from '../../source/core/privacy/field.ts';
import { plantCanaryProject } from '../support/canary-project.ts';
import { writeHistory } from '../support/history.ts';
import { type McpSession, openMcp, textOf } from '../support/mcp-client.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';

const [, node26] = RUNTIMES;
if (!node26) throw new Error('no runtime');

const COMMIT = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00';
const PRINT = `sha256-${'ab'.repeat(32)}`;

/** One real datum of each class in every place that a tool could tell it from; `never` is for nobody. */
const CANARIES: readonly (readonly [
	text: string,
	dataClass: DataClass | 'user and operator' | 'unclassified' | 'never',
])[] = [
	['canary-slug', 'user'],
	['canary-in-progress', 'user'],
	['canary-stage', 'user'],
	['canary-issue', 'user'],
	[PRINT, 'user'],
	['canary-foreign', 'user'],
	[COMMIT, 'operator'],
	['acme-notes', 'operator'],
	['murmur8-cli/', 'operator'],
	// Of a failure: who may not know it has nothing of it.
	['canary-owner', 'user and operator'],
	['canary-job', 'user and operator'],
	['canary-unclassified', 'unclassified'],
	['canary-person', 'never'],
	['canary@example.com', 'never'],
	['canary-repository', 'never'],
	[hostname(), 'never'],
	['canary of the spec', 'never'],
	['canary-sample', 'never'],
	['canary-silent', 'never'],
	['canary-secret', 'never'],
];

async function record({ project, home, run }: Sandbox): Promise<void> {
	plantCanaryProject({ project, home });
	const feedback = (issue: string) => `FEEDBACK: {"rating":2,"issues":["${issue}"],"rec":"proceed"}`;
	for (const [issue, slug, flags] of [
		['canary-issue', 'canary-slug', []],
		['canary-silent', 'canary-slug', ['--no-feedback']],
	] as const) {
		await run(['run', 'start', slug]);
		await run(['run', 'stage', 'canary-stage', 'start']);
		await run(['run', 'feedback', 'canary-stage', feedback(issue)]);
		await run(['run', 'stage', 'canary-stage', 'done']);
		await run(['run', 'finish', '--status', 'success', '--commit', COMMIT, ...flags]);
	}
	writeHistory({ project } as Sandbox, [
		{
			slug: 'canary-foreign',
			runId: '0b7d6a6e-0000-4000-8000-000000000001',
			status: 'success',
			startedAt: '2026-01-01T10:00:00.000Z',
			completedAt: '2026-01-01T10:10:00.000Z',
			totalDurationMs: 600_000,
			strange: 'canary-unclassified',
			stages: {},
		},
	]);
	await run(['run', 'start', 'canary-in-progress']);
	await run(['run', 'stage', 'alex', 'start']);
	const reports = join(project, 'reports', 'telemetry');
	mkdirSync(reports, { recursive: true });
	writeFileSync(
		join(reports, 'error-aggregates-2026-01-02.json'),
		JSON.stringify({
			schema_version: 1,
			generated_at: '2026-01-02T00:00:00.000Z',
			total_errors: 3,
			groups: [
				{
					fingerprint: PRINT,
					sample_trace: 'canary-sample',
					count: 3,
					first_seen: '2026-01-01T00:00:00.000Z',
					last_seen: '2026-01-02T00:00:00.000Z',
					job_types: ['unit'],
					stages: ['alex'],
					severity: 4.2,
					suggested_owner: '@canary-owner',
					churn: 'new',
					related: [],
					jobs: ['canary-job'],
					notes: 'canary-sample',
				},
			],
		}),
	);
}

/** Everything that every tool and every resource says, whatever is asked for. */
async function everything({ client }: McpSession): Promise<string> {
	const said: string[] = [];
	const call = async (name: string, given: Record<string, unknown>) => {
		const { content, structuredContent } = await client.callTool({ name, arguments: given });
		said.push(textOf(content), JSON.stringify(structuredContent ?? null));
		return structuredContent as { readonly runs?: readonly { readonly runId?: string }[] } | undefined;
	};
	await call('telemetry_status', {});
	await call('telemetry_snapshot', { limit: 50 });
	const history = await call('run_history', { limit: 200 });
	const ids = (history?.runs ?? []).flatMap(({ runId }) => runId ?? []);
	for (const runId of [...ids, 'canary-slug', '0b7d6a6e']) await call('run_details', { runId });
	await call('failure_groups', {});
	await call('insights', {});
	// Who asks for a slug must not learn from the number of matches that it is there.
	await call('run_history', { feature: 'canary-slug' });
	await call('telemetry_snapshot', { feature: 'canary-slug' });
	const { resources } = await client.listResources();
	for (const { uri } of resources) said.push(JSON.stringify((await client.readResource({ uri })).contents));
	return said.join('\n');
}

const SINKS = '[{"kind":"json-file","path":"canary-secret.jsonl"}]';

describe.each(AUDIENCES)('at audience %s', (audience) => {
	test('tools and resources tell exactly what is permitted', async () => {
		const sandbox = createSandbox(node26);
		await record(sandbox);
		const env = { MURMUR8_TELEMETRY_AUDIENCE: audience, MURMUR8_TELEMETRY_SINKS: SINKS };
		const session = await openMcp(node26, sandbox, { env });
		// What was asked for is in the words of a refusal.
		const said = (await everything(session)).replaceAll(/no run \\*"[^"]*"/g, 'no such run');
		const permitted = CANARIES.filter(([, dataClass]) => {
			if (dataClass === 'never') return false;
			if (dataClass === 'unclassified' || dataClass === 'user and operator') return audience === 'on';
			return isPermitted({ class: dataClass }, audience);
		});
		const seen = CANARIES.filter(([canary]) => said.includes(canary));
		expect(seen.map(([canary]) => canary)).toEqual(permitted.map(([canary]) => canary));
		for (const [canary] of CANARIES) expect(session.said()).not.toContain(canary);
	});

	test('nothing that is asked for matches by what is withheld', async () => {
		const sandbox = createSandbox(node26);
		await record(sandbox);
		const session = await openMcp(node26, sandbox, { env: { MURMUR8_TELEMETRY_AUDIENCE: audience } });
		if (audience === 'off') {
			expect(await session.refusal('run_history')).toContain('off');
			return;
		}
		const seesRuns = isPermitted({ class: 'user' }, audience);
		const { matching } = await session.ask('run_history', { feature: 'canary-slug', status: 'success' });
		expect(matching).toBe(seesRuns ? 2 : 0);
		expect((await session.ask('telemetry_snapshot', { feature: 'canary-slug' }))['matching']).toBe(seesRuns ? 2 : 0);
	});

	test('no argument changes that', async () => {
		const sandbox = createSandbox(node26);
		await record(sandbox);
		const session = await openMcp(node26, sandbox, { env: { MURMUR8_TELEMETRY_AUDIENCE: audience } });
		const { tools } = await session.client.listTools();
		for (const { name, inputSchema } of tools) {
			expect(inputSchema.properties ?? {}).not.toHaveProperty('audience');
			const required = name === 'run_details' ? { runId: '0b7d6a6e' } : {};
			expect(await session.refusal(name, { ...required, audience: 'on' })).toContain('audience');
		}
	});
});

const DOUBTFUL: readonly (readonly [what: string, env: Record<string, string>, file: string | undefined])[] = [
	['an audience that is none', { MURMUR8_TELEMETRY_AUDIENCE: 'everyone' }, undefined],
	['a settings file that does not parse', {}, '{"audience": "operator-only"'],
	['a setting that nobody knows', {}, '{"audiense": "off"}'],
];

test.each(DOUBTFUL)('%s: nothing is told, and it says where to look', async (_what, env, file) => {
	const sandbox = createSandbox(node26);
	await record(sandbox);
	if (file !== undefined) writeFileSync(join(sandbox.project, '.claude', 'telemetry-config.json'), file);
	const session = await openMcp(node26, sandbox, { env });
	const words = await session.refusal('run_history');
	expect(words).toContain('murmur8 doctor');
	const said = await everything(session);
	for (const [canary] of CANARIES.filter(([canary]) => canary !== 'canary-slug')) expect(said).not.toContain(canary);
});

test('an audience that is narrowed while the server runs holds at once', async () => {
	const sandbox = createSandbox(node26);
	await record(sandbox);
	const session = await openMcp(node26, sandbox);
	expect(await session.ask('run_history')).toMatchObject({ audience: 'user-only', matching: 4 });
	writeFileSync(join(sandbox.project, '.env'), 'MURMUR8_TELEMETRY_AUDIENCE=off\n');
	expect(await session.refusal('run_history')).toContain('off');
	writeFileSync(join(sandbox.project, '.env'), '');
	// What a committed file asks for waits until it is trusted.
	writeFileSync(join(sandbox.project, '.claude', 'telemetry-config.json'), '{"audience":"on"}');
	expect(await session.ask('run_history')).toMatchObject({ audience: 'user-only', matching: 4 });
});

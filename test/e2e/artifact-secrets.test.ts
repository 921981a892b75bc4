import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { WIRES } from '../../source/core/payload/wire.ts';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { SECRETS } from '../support/secrets.ts';

const TEXT = SECRETS.map(([rule, secret]) => `${rule}: \`${secret}\`\n`).join('');
const unpack = (data: string) => gunzipSync(Buffer.from(data, 'base64')).toString();

function plantSpec({ project }: Sandbox): void {
	const folder = join(project, '.blueprint', 'features', 'feature_leaky');
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'FEATURE_SPEC.md'), `# Leaky\n${TEXT}`);
	writeFileSync(join(folder, 'story-one.md'), TEXT);
}

describe.each(RUNTIMES)('on $name', (runtime) => {
	test.each(WIRES)('no secret of a spec or a story leaves on the %s wire, and each is counted', async (wire) => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime);
		plantSpec(sandbox);
		portal.behaviour = { status: 201, body: '{"id":"x"}' };
		const env = {
			MURMUR8_TELEMETRY_URL: portal.url,
			MURMUR8_TELEMETRY_WIRE: wire,
			CI: 'true',
			MURMUR8_TELEMETRY_CI_WAIT_MS: '8000',
		};
		await sandbox.run(['run', 'start', 'leaky'], { env });
		const inspected = await sandbox.run(['telemetry', 'inspect'], { env });
		await sandbox.run(['run', 'finish', '--status', 'success'], { env });
		const [request] = portal.requests;
		const { artifacts } = JSON.parse(String(request?.raw)) as { artifacts: Readonly<Record<string, string>> };
		expect(Object.keys(artifacts)).toEqual(['FEATURE_SPEC.md', 'story-one.md']);
		const texts = [...Object.values(artifacts).map(unpack), request?.raw.toString(), inspected.stdout];
		for (const [, secret] of SECRETS) for (const text of texts) expect(text).not.toContain(secret);
		expect(unpack(artifacts['story-one.md'] ?? '')).toContain('murmur8-key: `<TOKEN>`');
		const status = await sandbox.run(['telemetry', 'status', '--json'], { env });
		const { replacedSecrets } = JSON.parse(status.stdout) as { replacedSecrets: Readonly<Record<string, number>> };
		expect(replacedSecrets['murmur8-key']).toBe(2);
		expect((await sandbox.run(['telemetry', 'status'], { env })).stdout).toContain('  murmur8-key: 2\n');
	});

	test('nor one that another program packed and queued', async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime);
		portal.behaviour = { status: 201, body: '{"id":"x"}' };
		const artifacts = { 'FEATURE_SPEC.md': gzipSync(TEXT).toString('base64') };
		const times = { startedAt: '2026-01-01T00:00:00Z', completedAt: '2026-01-01T00:00:01Z', totalDurationMs: 1_000 };
		const event = { runId: 'theirs', run: { slug: 'leaky', status: 'success', stages: {}, ...times }, artifacts };
		mkdirSync(join(sandbox.project, '.claude'), { recursive: true });
		writeFileSync(join(sandbox.project, '.claude', 'telemetry-failed.json'), JSON.stringify([event]));
		await sandbox.run(['telemetry', 'flush'], { env: { MURMUR8_TELEMETRY_URL: portal.url } });
		const body = portal.requests[0]?.body as { readonly artifacts: Readonly<Record<string, string>> };
		const text = unpack(body.artifacts['FEATURE_SPEC.md'] ?? '');
		for (const [, secret] of SECRETS) expect(text).not.toContain(secret);
		expect(text).toContain('murmur8-key: `<TOKEN>`');
	});
});

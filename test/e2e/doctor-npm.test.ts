import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Finding } from '../../source/core/doctor/finding.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

const [, runtime] = RUNTIMES;
if (!runtime) throw new Error('there is no runtime');
const SKILL = '.claude/commands/implement-feature.md';

function put({ project }: Sandbox, path: string, text: string): void {
	mkdirSync(dirname(join(project, path)), { recursive: true });
	writeFileSync(join(project, path), text);
}

async function notes({ run }: Sandbox): Promise<readonly Finding[]> {
	const { findings } = JSON.parse((await run(['doctor', '--json'])).stdout) as {
		readonly findings: readonly Finding[];
	};
	return findings.filter(({ id }) => id.startsWith('npm-'));
}

test('a project of the npm package is recognised; each line says what to do, and that is enough', async () => {
	const sandbox = createSandbox(runtime);
	const { run } = sandbox;
	put(sandbox, 'node_modules/murmur8/package.json', '{"name":"murmur8","version":"4.7.12"}');
	put(sandbox, SKILL, '# Implement Feature Skill\n');
	put(sandbox, '.claude/retry-config.json', '{"maxRetries":3}');
	put(sandbox, '.claude/pipeline-history.json', '[{"slug":"old","status":"success"},null]');
	put(sandbox, '.env', 'MURMUR8_TELEMETRY_URL=http://127.0.0.1:9/api\n');
	const [found, settings, skill, ...others] = await notes(sandbox);
	expect(others).toEqual([]);
	expect(found).toMatchObject({ id: 'npm-package', severity: 'note', seen: expect.stringContaining('murmur8 4.7.12') });
	expect(found?.seen).toContain('2 runs in the file');
	expect(found?.seen).toContain(SKILL);
	expect(settings?.seen).toMatch(/^retry-config\.json is the npm package’s alone.*cost-config\.json holds? for both$/);
	expect(skill?.seen).toContain('sends each run twice');
	expect(skill?.fix).toBe('murmur8 init --skill');
	expect(await run((skill?.fix ?? '').split(' ').slice(1))).toMatchObject({ exitCode: 0 });
	expect((await notes(sandbox)).map(({ id }) => id)).toEqual(['npm-package', 'npm-settings']);
	// Its `update` writes the skill anew.
	const skillPath = join(sandbox.project, SKILL);
	writeFileSync(skillPath, readFileSync(skillPath, 'utf8').replace('done ||', 'done --cost 1 ||'));
	expect((await notes(sandbox)).at(-1)?.seen).toContain('were changed');
	put(sandbox, SKILL, '# Implement Feature Skill\n');
	expect((await notes(sandbox)).at(-1)?.fix).toBe('murmur8 init --skill');
});

test.each([
	['a package.json that asks for it', 'package.json', '{"devDependencies":{"murmur8":"^4.6.0"}}', 'murmur8 ^4.6.0'],
	['its queue', '.claude/implement-queue.json', '{}', 'the npm package murmur8 is at work'],
	['a skill alone', SKILL, 'words', SKILL],
	['a version that is none', 'node_modules/murmur8/package.json', '{"version":"\\u001b[31m"}', undefined],
	['a package.json that is none', 'package.json', '[{"dependencies"', undefined],
	['a dependency that is inherited', 'package.json', '{"dependencies":{"__proto__":{"murmur8":"1"}}}', undefined],
	['settings that both programs have', '.claude/feedback-config.json', '{}', undefined],
])('%s', async (_, path, text, expected) => {
	const sandbox = createSandbox(runtime);
	put(sandbox, path, text);
	const [found] = await notes(sandbox);
	if (expected === undefined) expect(found).toBeUndefined();
	else expect(found?.seen).toContain(expected);
});

test('what can’t be read does not hang it', async () => {
	const sandbox = createSandbox(runtime);
	mkdirSync(dirname(join(sandbox.project, SKILL)), { recursive: true });
	makeFifo(join(sandbox.project, SKILL));
	mkdirSync(join(sandbox.project, 'node_modules', 'murmur8'), { recursive: true });
	makeFifo(join(sandbox.project, 'node_modules', 'murmur8', 'package.json'));
	expect(await notes(sandbox)).toEqual([]);
});

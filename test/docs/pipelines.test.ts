import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { HOOKS_FILE, SKILL_FILES } from '../../source/adapters/skill-setup.ts';
import { putHooks } from '../../source/core/setup/hook-settings.ts';
import { SKILL_MOMENTS } from '../../source/core/setup/skill-lines.ts';

const root = resolve(import.meta.dirname, '..', '..');
const text = readFileSync(join(root, 'docs', 'pipelines.md'), 'utf8');
const table = text.slice(text.indexOf('## The lines'), text.indexOf('Each line stands by itself'));

test('each line that the page shows is one that is put in', () => {
	const known = SKILL_MOMENTS.flatMap(({ lines }) => lines).join('\n');
	const shown = [...table.matchAll(/`(murmur8 [^`]+)`/g)].map(([, line = '']) => line.replaceAll('\\|', '|'));
	expect(shown.length).toBeGreaterThanOrEqual(7);
	for (const line of shown) expect(known).toContain(line);
});

test('the page names every skill that is looked for, and every event that is hooked', () => {
	for (const path of [...SKILL_FILES, HOOKS_FILE])
		expect(text).toContain(path.replace('.claude/commands/refine', 'refine'));
	const hooks = putHooks(undefined);
	const { hooks: events } = JSON.parse('text' in hooks ? hooks.text : '{}') as { readonly hooks: object };
	expect(Object.keys(events)).toHaveLength(7);
	for (const event of Object.keys(events)) expect(text).toContain(`\`${event}\``);
});

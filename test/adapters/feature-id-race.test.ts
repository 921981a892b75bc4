import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand, temporaryFolder } from '../support/sandbox.ts';

const source = resolve(import.meta.dirname, '..', '..', 'source', 'adapters', 'feature-id-file.ts');
const PROCESSES = 20;
/** A bound against hanging for ever; nothing is timed by it. */
const LIMIT_MS = 120_000;

/** Loads first and then waits for the others, so that all begin together. */
const SCRIPT = `
	import { readdirSync, writeFileSync } from 'node:fs';
	import { join } from 'node:path';
	import { ensureFeatureIdIn } from ${JSON.stringify(source)};
	const [spec, meeting] = process.argv.slice(1);
	const oneMillisecond = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
	writeFileSync(join(meeting, String(process.pid)), '');
	while (readdirSync(meeting).length < ${PROCESSES}) oneMillisecond();
	process.stdout.write(ensureFeatureIdIn(spec));
`;

test.each([
	['without a proposal', undefined],
	['with a proposal that a killed process left', '6f9619ff-8b86-4d01-b42d-00cf4fc964ff'],
])('processes at once agree on one id, %s', { timeout: LIMIT_MS }, async (_, proposal) => {
	const folder = temporaryFolder();
	const meeting = temporaryFolder();
	const spec = join(folder, 'FEATURE_SPEC.md');
	writeFileSync(spec, '# User auth\n');
	if (proposal !== undefined) writeFileSync(join(folder, '.FEATURE_SPEC.md.feature-id'), proposal);
	const command = [process.execPath, '--input-type=module', '--eval', SCRIPT, spec, meeting];
	const env = { PATH: process.env['PATH'] ?? '' };
	const processes = Array.from({ length: PROCESSES }, () => runCommand(command, { cwd: folder, env, input: '' }));
	const results = await Promise.all(processes);
	expect(results.filter(({ exitCode }) => exitCode !== 0).map(({ stderr }) => stderr)).toEqual([]);
	const [id = ''] = results.map(({ stdout }) => stdout);
	expect(id).toMatch(/^[0-9a-f-]{36}$/);
	expect(results.map(({ stdout }) => stdout)).toEqual(Array(PROCESSES).fill(id));
	if (proposal !== undefined) expect(id).toBe(proposal);
	expect(readFileSync(spec, 'utf8')).toBe(`---\nfeatureId: ${id}\n---\n# User auth\n`);
	expect(readdirSync(folder)).toEqual(['FEATURE_SPEC.md']);
});

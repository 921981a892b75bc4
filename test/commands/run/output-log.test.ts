import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveProject } from '../../../source/adapters/paths.ts';
import { isOptedIn } from '../../../source/commands/run/opt-in.ts';
import { keepOutput } from '../../../source/commands/run/output-log.ts';
import { createOutputTail } from '../../../source/commands/run/output-tail.ts';
import { prepareSanitising } from '../../../source/commands/run/sanitising.ts';
import type { Context } from '../../../source/commands/spec.ts';
import { temporaryFolder } from '../../support/sandbox.ts';

function place(environment: Context['environment'] = {}) {
	const root = temporaryFolder();
	mkdirSync(join(root, '.claude'));
	const ignore = () => {};
	const context: Context = {
		cwd: root,
		environment: { HOME: join(root, 'nobody'), ...environment },
		print: ignore,
		warn: ignore,
		debug: ignore,
		write: ignore,
		readStdin: () => '',
		isReaderGone: () => false,
	};
	return { root, context, project: resolveProject(root, '') };
}

const KEPT = 4 * 1024 * 1024;

function kept(output: readonly string[], stage?: string) {
	const { context, project } = place();
	const tail = createOutputTail();
	for (const chunk of output) tail.push(Buffer.from(chunk));
	const { path } = keepOutput(tail, { project, runId: 'run-1', stage }, prepareSanitising(context));
	return { path: relative(project.root, path), text: readFileSync(path, 'utf8'), mode: statSync(path).mode };
}

test('what is short is kept whole, sanitised, for its owner alone', () => {
	const { path, text, mode } = kept(['to bob@corp.exa', 'mple.com\nno line end']);
	expect(path).toBe(join('artifacts', 'telemetry-optin', 'run-1', 'run.log'));
	expect(text).toBe('to <EMAIL>\nno line end');
	expect(mode & 0o777).toBe(0o600);
});

test('what is long loses its beginning, at a line, and says so', () => {
	const line = `${'x '.repeat(49)}\n`;
	const count = Math.ceil((KEPT + 200_000) / line.length);
	const { text } = kept(Array.from({ length: count }, () => line));
	const [note = '', ...lines] = text.split('\n');
	expect(note).toMatch(/^\[murmur8: \d+\.\d kB before this were not kept\]$/);
	expect(lines.every((each) => each === line.trimEnd() || each === `${line.trimEnd()} ` || each === '')).toBe(true);
	expect(text.length).toBeLessThanOrEqual(KEPT + 200);
	expect(text.length).toBeGreaterThan(KEPT - 200);
});

test('a key whose beginning is not kept is known for one', () => {
	const body = 'Zm9vYmFy'.repeat(8);
	const key = [
		'-----BEGIN RSA PRIVATE KEY-----',
		...Array.from({ length: 600 }, () => body),
		'dGFpbA==',
		'-----END RSA PRIVATE KEY-----',
	];
	// The cut falls into the key: of what is left only its last lines are behind it.
	const after = 'y\n'.repeat((KEPT - 20_000) / 2);
	const { text } = kept(['x\n'.repeat(50_000), `${key.join('\n')}\n`, after]);
	expect(text).not.toContain('dGFpbA==');
	expect(text).not.toContain('Zm9vYmFy');
});

test('attempts of a stage are kept one beside the other; no name leads elsewhere', () => {
	const { context, project } = place();
	const keep = (runId: string, stage: string) => {
		const tail = createOutputTail();
		tail.push(Buffer.from('x\n'));
		const { path } = keepOutput(tail, { project, runId, stage }, prepareSanitising(context));
		return relative(project.root, path);
	};
	const folder = join('artifacts', 'telemetry-optin');
	expect(keep('a', 'alex')).toBe(join(folder, 'a', 'alex.log'));
	expect(keep('a', 'alex')).toBe(join(folder, 'a', 'alex-2.log'));
	expect(keep('../../..', '../x')).toBe(join(folder, '_', '_x.log'));
	expect(keep('', '..')).toBe(join(folder, '_', '_.log'));
});

test('where it is not known what must be hidden, nothing is kept', () => {
	const { context, root } = place();
	writeFileSync(join(root, '.claude', 'telemetry-config.json'), '{"sanitize":{"rules":[{"name":"bad"}]}}');
	expect(() => prepareSanitising(context)).toThrow();
});

describe('opting in', () => {
	test.each([
		[{ TELEMETRY: '1' }, '', true],
		[{ TELEMETRY: '0' }, 'TELEMETRY=1\n', false],
		[{ TELEMETRY: '' }, 'TELEMETRY=1\n', false],
		[{}, 'TELEMETRY=1\n', true],
		[{ TELEMETRY: 'true' }, '', false],
		[{}, '', false],
	] as const)('%j, .env %j: %s', (environment, dotenv, expected) => {
		const { context, project, root } = place(environment);
		writeFileSync(join(root, '.env'), dotenv);
		expect(isOptedIn(project, context)).toBe(expected);
	});
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { query } from '../support/state.ts';

/** Settings by their name in files, with a wrong value and the words that must name it and what is right. */
const WRONG = [
	['audience', 'everyone', ['"everyone"', 'off, user-only, operator-only, on']],
	['audience', 'true', ['"true"', 'off, user-only, operator-only, on']],
	['artifacts', 'yes', ['"yes"', 'on, off']],
	['wire', 'xml', ['"xml"', 'flat, envelope']],
	['timeoutMs', '-1', ['"-1"', 'from 1 to 600000']],
	['maxBytes', '1e9', ['"1e9"', 'from 1024 to']],
	['requireHttps', 'maybe', ['"maybe"', '1 or 0']],
	['sampling', '1.5', ['"1.5"', 'from 0 to 1, or on-change']],
	['sinks', '[{"kind":"otpl"}]', ['"otpl"', 'json-file, stderr, otlp, prometheus, statsd, cloudwatch']],
	['ciWaitMs', '99999', ['"99999"', 'from 0 to 10000']],
] as const;

const VARIABLES = {
	audience: 'AUDIENCE',
	artifacts: 'ARTIFACTS',
	wire: 'WIRE',
	timeoutMs: 'TIMEOUT_MS',
	maxBytes: 'MAX_BYTES',
	requireHttps: 'REQUIRE_HTTPS',
	ciWaitMs: 'CI_WAIT_MS',
	sampling: 'SAMPLING',
	sinks: 'SINKS',
} as const;

type Name = keyof typeof VARIABLES;

const variable = (name: Name) => `MURMUR8_TELEMETRY_${VARIABLES[name]}`;

function writeJson(folder: string, file: string, name: string, value: string): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, file), JSON.stringify({ [name]: name === 'sinks' ? JSON.parse(value) : value }));
}

const PLACES = [
	['environment', (name: Name, value: string) => ({ [variable(name)]: value })],
	[
		'.env',
		(name: Name, value: string, { project }: Sandbox) =>
			void writeFileSync(join(project, '.env'), `${variable(name)}=${value}\n`),
	],
	[
		'project file',
		(name: Name, value: string, { project }: Sandbox) =>
			writeJson(join(project, '.claude'), 'telemetry-config.json', name, value),
	],
	[
		'user file',
		(name: Name, value: string, { home }: Sandbox) =>
			writeJson(join(home, '.config', 'murmur8'), 'config.json', name, value),
	],
] as const;

const CASES = PLACES.flatMap(([place, plant]) =>
	WRONG.map(([name, value, words]) => ({ place, plant, name, value, words })),
);

describe.each(RUNTIMES)('a wrong value on $name', (runtime) => {
	const cases = runtime === RUNTIMES[0] ? CASES : CASES.filter(({ value }) => value === 'everyone');
	test.each(cases)(
		'$name=$value in $place: exit 2 and both named; runs go on, nothing is sent, doctor says why',
		async (wrong) => {
			const portal = await startPortal();
			const sandbox = createSandbox(runtime);
			const base = { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key, CI: 'true' };
			const env = { ...base, ...wrong.plant(wrong.name, wrong.value, sandbox) };
			for (const args of [
				['telemetry', 'status'],
				['telemetry-config'],
				['telemetry', 'flush'],
				['telemetry', 'inspect'],
			]) {
				const { exitCode, stderr } = await sandbox.run(args, { env });
				expect(exitCode, args.join(' ')).toBe(2);
				for (const words of wrong.words) expect(stderr, args.join(' ')).toContain(words);
			}
			for (const args of [['run', 'start', 'user-auth'], ['run', 'finish', '--status', 'success'], ['validate']]) {
				expect(await sandbox.run(args, { env }), args.join(' ')).toMatchObject({ exitCode: 0, stderr: '' });
			}
			expect(portal.requests).toEqual([]);
			expect(query(sandbox.project, 'SELECT * FROM outbox')).toEqual([]);
			const doctor = await sandbox.run(['doctor', '--json'], { env });
			expect(doctor.exitCode).toBe(1);
			for (const words of wrong.words) expect(doctor.stdout.replaceAll('\\"', '"')).toContain(words);
		},
	);
});

test('a wrong flag of run finish: exit 0, recorded, nothing sent', async () => {
	const [runtime] = RUNTIMES;
	if (!runtime) throw new Error('no runtime');
	const portal = await startPortal();
	const sandbox = createSandbox(runtime, {
		MURMUR8_TELEMETRY_URL: portal.url,
		MURMUR8_TELEMETRY_KEY: portal.key,
		CI: 'true',
	});
	await sandbox.run(['run', 'start', 'user-auth']);
	const finish = await sandbox.run(['run', 'finish', '--status', 'success', '--audience', 'everyone']);
	expect(finish).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
	expect(portal.requests).toEqual([]);
	expect(query(sandbox.project, 'SELECT status FROM run')).toEqual([{ status: 'success' }]);
	for (const args of [
		['telemetry', 'inspect'],
		['telemetry-config', 'preview'],
	]) {
		const { exitCode, stdout, stderr } = await sandbox.run([...args, '--audience', 'everyone']);
		expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
		expect(stderr).toContain('"everyone": must be one of: off, user-only, operator-only, on');
	}
});

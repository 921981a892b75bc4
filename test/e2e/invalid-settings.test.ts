import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../source/commands/table.ts';
import { SETTINGS, type SettingName } from '../../source/core/settings/definitions.ts';
import { EVERY_COMMAND } from '../support/every-command.ts';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { query } from '../support/state.ts';

type Wrong = readonly [name: SettingName, value: string, words: readonly string[], diagnosed?: readonly string[]];

/**
 * Settings by their name in files, with a wrong value and the words that must name it and what is right; and those of
 * `doctor`, where it says it in its own.
 */
const WRONG: readonly Wrong[] = [
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
	// Values of these may be secrets: they are named by their place, and not repeated.
	['url', 'ftp://example.com/', ['another scheme; only https and http'], ['neither https: nor http:']],
	['key', 'schlüssel', ['visible ASCII']],
];

/** Any text that an environment can hold is a path. */
const NEVER_WRONG: readonly SettingName[] = ['queuePath'];

test('every setting has a wrong value here', () => {
	const named = [...new Set(WRONG.map(([name]) => name)), ...NEVER_WRONG];
	expect(named.toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
});

function writeJson(folder: string, file: string, name: SettingName, value: string): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, file), JSON.stringify({ [name]: name === 'sinks' ? JSON.parse(value) : value }));
}

interface WrongPlace {
	readonly place: string;
	/** @returns variables to run with */
	readonly plant: (name: SettingName, value: string, sandbox: Sandbox) => Readonly<Record<string, string>>;
	/** What is said where even a good value would be wrong. */
	readonly keyWords?: readonly string[];
}

const PLACES: readonly WrongPlace[] = [
	{ place: 'environment', plant: (name, value) => ({ [SETTINGS[name].variable]: value }) },
	{
		place: '.env',
		plant: (name, value, { project }) => {
			writeFileSync(join(project, '.env'), `${SETTINGS[name].variable}=${value}\n`);
			return {};
		},
	},
	{
		place: 'project file',
		plant: (name, value, { project }) => {
			writeJson(join(project, '.claude'), 'telemetry-config.json', name, value);
			return {};
		},
		keyWords: ['holds a key', 'put it into .env'],
	},
	{
		place: 'user file',
		plant: (name, value, { home }) => {
			writeJson(join(home, '.config', 'murmur8'), 'config.json', name, value);
			return {};
		},
		keyWords: ['holds a key', 'put it into .env'],
	},
];

const CASES = PLACES.flatMap(({ place, plant, keyWords }) =>
	WRONG.map(([name, value, wrong, diagnosed]) => {
		const words = name === 'key' ? (keyWords ?? wrong) : wrong;
		return { place, plant, name, value, words, diagnosed: diagnosed ?? words };
	}),
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
			for (const words of wrong.diagnosed) expect(doctor.stdout.replaceAll('\\"', '"')).toContain(words);
		},
	);
});

const [runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');

/** Every flag that stands for a setting, of every command that has it. */
const FLAGGED = COMMANDS.flatMap(({ name, flags }) =>
	Object.values(SETTINGS).flatMap(({ flag }) => (flag !== undefined && flag in flags ? [[name, flag] as const] : [])),
);
const WRONG_FLAGS: Readonly<Record<string, readonly [value: string, words: string]>> = {
	audience: ['everyone', '"everyone"'],
	artifacts: ['yes', '"yes"'],
	wire: ['xml', '"xml"'],
};

/** A stage alone ends no run, so that no flag of it says what leaves. */
const CALLS: typeof EVERY_COMMAND = { ...EVERY_COMMAND, 'run exec': ['run', 'exec', 'user-auth', '--', 'true'] };

test.each(FLAGGED)('a wrong flag of %s, --%s: named with its choices, and nothing is sent', async (name, flag) => {
	const portal = await startPortal();
	const sandbox = createSandbox(runtime, {
		MURMUR8_TELEMETRY_URL: portal.url,
		MURMUR8_TELEMETRY_KEY: portal.key,
		CI: 'true',
	});
	await sandbox.run(['run', 'start', 'user-auth']);
	const [value, words] = WRONG_FLAGS[flag] ?? ['', ''];
	const args = CALLS[name] ?? [];
	const end = args.includes('--') ? args.indexOf('--') : args.length;
	const wrong = await sandbox.run(args.toSpliced(end, 0, `--${flag}`, value));
	if (name.startsWith('run ')) {
		expect(wrong).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
		expect(query(sandbox.project, `SELECT status FROM run WHERE status <> 'aborted'`)).toEqual([{ status: 'success' }]);
		expect(query(sandbox.project, 'SELECT * FROM outbox')).toEqual([]);
	} else {
		expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
		expect(wrong.stderr).toContain(words);
		expect(wrong.stderr).toContain(Object.values(SETTINGS).find((setting) => setting.flag === flag)?.accepts);
	}
	expect(portal.requests).toEqual([]);
});

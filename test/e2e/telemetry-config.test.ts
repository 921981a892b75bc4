import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createKey, startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';

const firstLines = (text: string) => text.split('\n').slice(0, 4);

function lines(status: string, url: string, key: string, queue: number): readonly string[] {
	return [
		`Telemetry status : ${status}`,
		`URL              : ${url}`,
		`API key          : ${key}`,
		`Failed queue     : ${queue} entries`,
	];
}

async function show(sandbox: Sandbox, env: Record<string, string> = {}): Promise<readonly string[]> {
	const { exitCode, stdout, stderr } = await sandbox.run(['telemetry-config'], { env });
	// A setting that can't be read is an error, after what holds has been shown.
	const isWrong = env['MURMUR8_TELEMETRY_URL']?.startsWith('ftp:') === true;
	expect({ exitCode, isQuiet: stderr === '' }).toEqual({ exitCode: isWrong ? 2 : 0, isQuiet: !isWrong });
	return firstLines(stdout);
}

describe.each(RUNTIMES)('telemetry-config on $name', (runtime) => {
	test('the four lines, in every state', async () => {
		const sandbox = createSandbox(runtime);
		const url = 'https://example.com/events';
		const key = createKey();
		expect(await show(sandbox)).toEqual(lines('inactive', 'not set', 'not set', 0));
		const MURMUR8_TELEMETRY_URL = url;
		for (const [env, expected] of [
			[{ MURMUR8_TELEMETRY_URL }, lines('active', url, 'not set', 0)],
			[{ MURMUR8_TELEMETRY_URL, MURMUR8_TELEMETRY_KEY: key }, lines('active', url, `****${key.slice(-4)}`, 0)],
			[{ MURMUR8_TELEMETRY_URL, MURMUR8_TELEMETRY_KEY: 'short' }, lines('active', url, '****', 0)],
			[{ MURMUR8_TELEMETRY_URL, MURMUR8_TELEMETRY_AUDIENCE: 'off' }, lines('inactive', url, 'not set', 0)],
			[{ MURMUR8_TELEMETRY_URL, DO_NOT_TRACK: '1' }, lines('inactive', url, 'not set', 0)],
			[{ MURMUR8_TELEMETRY_URL: 'ftp://x/' }, lines('inactive', 'not set', 'not set', 0)],
			[{ MURMUR8_TELEMETRY_URL: `${url}?token=${key}&a=1` }, lines('active', `${url}?token=****&a=1`, 'not set', 0)],
		] as const) {
			expect(await show(sandbox, env), JSON.stringify(Object.keys(env))).toEqual(expected);
		}
		const dead = { MURMUR8_TELEMETRY_URL: 'http://127.0.0.1:9/' };
		await sandbox.run(['run', 'start', 'user-auth'], { env: dead });
		await sandbox.run(['run', 'finish', '--status', 'success'], { env: dead });
		expect(await show(sandbox, dead)).toEqual(lines('active', 'http://127.0.0.1:9/', 'not set', 1));
	});

	test('set and unset change the lines meant and no other, and never show a key', async () => {
		const sandbox = createSandbox(runtime);
		const dotenv = join(sandbox.project, '.env');
		writeFileSync(dotenv, '# mine\r\nOTHER="a # b"\r\n', { mode: 0o640 });
		const key = createKey();
		const set = (...args: string[]) => sandbox.run(['telemetry-config', 'set', ...args]);
		expect(await set('url', 'https://example.com/e')).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
		const result = await sandbox.run(['telemetry-config', 'set', 'key', '--key-stdin'], { input: `${key}\n` });
		expect(result).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
		expect(readFileSync(dotenv, 'utf8')).toBe(
			`# mine\r\nOTHER="a # b"\r\nMURMUR8_TELEMETRY_URL=https://example.com/e\r\nMURMUR8_TELEMETRY_KEY=${key}\r\n`,
		);
		expect(statSync(dotenv).mode & 0o777).toBe(0o640);
		expect(await show(sandbox)).toEqual(lines('active', 'https://example.com/e', `****${key.slice(-4)}`, 0));
		expect((await sandbox.run(['telemetry-config', 'get', 'key'])).stdout).toBe(`****${key.slice(-4)}\n`);
		for (const name of ['url', 'key']) await sandbox.run(['telemetry-config', 'unset', name]);
		expect(readFileSync(dotenv, 'utf8')).toBe('# mine\r\nOTHER="a # b"\r\n');

		await set('artifacts', 'off');
		await set('timeout-ms', '500');
		const file = join(sandbox.project, '.claude', 'telemetry-config.json');
		expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ artifacts: 'off', timeoutMs: 500 });
		expect((await sandbox.run(['telemetry-config', 'get', 'timeout-ms'])).stdout).toBe('500\n');
		for (const args of [['audience', 'everyone'], ['key', key], ['adience', 'on'], ['url', 'ftp://x/'], ['wire']]) {
			const { exitCode, stdout, stderr } = await set(...args);
			expect({ exitCode, stdout }, args[0]).toEqual({ exitCode: 2, stdout: '' });
			expect(stderr).not.toContain(key);
		}
		expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ artifacts: 'off', timeoutMs: 500 });
	});

	test('how the screens look is kept in the user’s own file, beside what else is there', async () => {
		const sandbox = createSandbox(runtime);
		const command = async (...args: string[]) => sandbox.run(['telemetry-config', ...args]);
		const path = /user settings +: (.+)/.exec((await command('path')).stdout)?.[1] ?? '';
		const content = () => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
		expect(await command('unset', 'theme')).toMatchObject({ exitCode: 0, stderr: '' });
		expect(existsSync(path)).toBe(false);
		writeFileSync(join(sandbox.project, '.claude', 'telemetry-config.json'), '{"audience":"on"}');
		expect(await command('trust', '--yes')).toMatchObject({ exitCode: 0 });
		const { trusted } = content();
		for (const [name, value] of [
			['theme', 'light'],
			['tui', 'off'],
			['title', 'OFF'],
			['screen-reader', 'on'],
		] as const)
			expect(await command('set', name, value), name).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
		const kept = { theme: 'light', tui: false, title: false, screenReader: true };
		expect(content()).toEqual({ trusted, interface: kept });
		expect(statSync(path).mode & 0o777).toBe(0o600);
		expect((await command('get', 'screen-reader')).stdout).toBe('on\n');
		const outvoted = await sandbox.run(['telemetry-config', 'set', 'theme', 'dark'], {
			env: { MURMUR8_THEME: 'none' },
		});
		expect(outvoted.stderr).toContain('saved, but MURMUR8_THEME in the environment wins');
		for (const [name, value] of [
			['theme', 'solarized'],
			['tui', 'perhaps'],
			['themes', 'dark'],
		] as const)
			expect(await command('set', name, value)).toMatchObject({ exitCode: 2, stdout: '' });
		expect(content()).toEqual({ trusted, interface: { ...kept, theme: 'dark' } });
		// What is sent does not depend on it.
		expect((await command('get', 'audience')).stdout).toBe('on\n');
		for (const name of ['theme', 'tui', 'title', 'screen-reader']) await command('unset', name);
		expect(content()).toEqual({ trusted });
		expect((await command('get', 'theme')).stdout).toBe('automatic\n');
	});

	test('a wrong look in the user’s file is named, and holds back no event', async () => {
		const portal = await startPortal();
		const env = { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key, CI: 'true' };
		const sandbox = createSandbox(runtime, env);
		const path = /user settings +: (.+)/.exec((await sandbox.run(['telemetry-config', 'path'])).stdout)?.[1] ?? '';
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, '{"interface":{"theme":"solarized"}}');
		for (const name of ['watch', 'history', 'telemetry-config']) {
			const { exitCode, stderr } = await sandbox.run(name === 'watch' ? [name, '--once'] : [name]);
			expect({ name, exitCode }).toEqual({ name, exitCode: 2 });
			expect(stderr).toContain('theme is "solarized", but must be one of: dark, light, colour-blind, none');
		}
		await sandbox.run(['run', 'start', 'user-auth']);
		await sandbox.run(['run', 'finish', '--status', 'success']);
		expect(portal.accepted()).toHaveLength(1);
		expect(await sandbox.run(['telemetry-config', 'set', 'theme', 'light'])).toMatchObject({ exitCode: 0 });
		expect(await sandbox.run(['history'])).toMatchObject({ exitCode: 0 });
	});

	test('a cloned project’s settings send nothing until they are trusted, and again not once they change', async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime);
		const file = join(sandbox.project, '.claude', 'telemetry-config.json');
		const env = { MURMUR8_TELEMETRY_KEY: portal.key, CI: 'true' };
		const record = async () => {
			await sandbox.run(['run', 'start', 'user-auth'], { env });
			await sandbox.run(['run', 'finish', '--status', 'success'], { env });
		};
		writeFileSync(file, JSON.stringify({ url: portal.url, audience: 'on' }));
		await record();
		expect(portal.requests).toHaveLength(0);
		expect((await sandbox.run(['telemetry-config'])).stdout).toContain('Waits for trust  : url, audience');
		const asked = await sandbox.run(['telemetry-config', 'trust']);
		expect(asked.stdout).toContain(portal.url);
		await record();
		expect(portal.requests).toHaveLength(0);
		expect(await sandbox.run(['telemetry-config', 'trust', '--yes'])).toMatchObject({ exitCode: 0 });
		await record();
		expect(portal.accepted()).toHaveLength(1);
		expect(portal.requests[0]?.body).toHaveProperty('identity');
		writeFileSync(file, JSON.stringify({ url: portal.url, audience: 'on', artifacts: 'on' }));
		await record();
		expect(portal.requests).toHaveLength(1);
		await sandbox.run(['run', 'start', 'user-auth'], { env });
		await sandbox.run(['run', 'finish', '--status', 'success'], { env: { ...env, MURMUR8_TRUST_PROJECT: '1' } });
		expect(portal.accepted()).toHaveLength(2);
	});

	test.each([
		['broken JSON', '{'],
		['an unknown setting', '{"audiense":"off"}'],
		['an unknown audience', '{"audience":"everyone"}'],
	])('a settings file with %s: nothing is sent, and the reason is shown', async (_name, content) => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime, { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key });
		writeFileSync(join(sandbox.project, '.claude', 'telemetry-config.json'), content);
		await sandbox.run(['run', 'start', 'user-auth'], { env: { CI: 'true' } });
		const finish = await sandbox.run(['run', 'finish', '--status', 'success'], { env: { CI: 'true' } });
		expect(finish).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
		expect(portal.requests).toHaveLength(0);
		const { stdout } = await sandbox.run(['telemetry-config']);
		expect(firstLines(stdout)[0]).toBe('Telemetry status : inactive');
		expect(stdout).toMatch(/Problem {10}: .*telemetry-config\.json/);
	});

	test('test sends one event and says what came of it; preview prints what inspect prints', async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime, { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key });
		const well = await sandbox.run(['telemetry-config', 'test']);
		expect(well).toMatchObject({
			exitCode: 0,
			stdout: expect.stringMatching(/^delivered \(HTTP 201\), \d+ ms, \d+ bytes\n$/),
		});
		portal.behaviour = { status: 401, body: '{"error":"Unauthorized"}' };
		const refused = await sandbox.run(['telemetry-config', 'test', '--json']);
		expect(refused.exitCode).toBe(1);
		expect(JSON.parse(refused.stdout)).toMatchObject({
			result: 'configuration',
			statusCode: 401,
			reason: 'Unauthorized',
		});
		portal.behaviour = 'silent';
		const silent = await sandbox.run(['telemetry-config', 'test'], { env: { MURMUR8_TELEMETRY_TIMEOUT_MS: '300' } });
		expect(silent).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/^transient: no answer within 300 ms/) });
		await sandbox.run(['run', 'start', 'user-auth']);
		await sandbox.run(['run', 'stage', 'alex', 'start']);
		await sandbox.run(['run', 'finish', '--status', 'success', '--no-wait']);
		const inspect = await sandbox.run(['telemetry', 'inspect']);
		const preview = await sandbox.run(['telemetry-config', 'preview']);
		expect(preview.stdoutBytes.equals(inspect.stdoutBytes)).toBe(true);
		expect(inspect.stdoutBytes.length).toBeGreaterThan(100);
	});

	test('preview --fields shows what may be sent, without a run and with settings that are broken', async () => {
		const sandbox = createSandbox(runtime, { MURMUR8_TELEMETRY_AUDIENCE: 'everyone' });
		const preview = (...args: string[]) => sandbox.run(['telemetry-config', 'preview', '--fields', ...args]);
		const { exitCode, stdout } = await preview();
		expect(exitCode).toBe(0);
		expect(stdout).toMatch(/^FIELD +CLASS +TYPE +USER-ONLY +OPERATOR-ONLY +ON +MEANING\n/);
		expect(stdout).toMatch(/^identity\.gitEmail +operator +string +· +✓ +✓ +git user\.email$/m);
		const { fields } = JSON.parse((await preview('--json')).stdout) as { readonly fields: readonly unknown[] };
		expect(fields).toContainEqual({
			path: 'run.totalDurationMs',
			class: 'user',
			type: 'integer',
			unit: 'ms',
			meaning: 'wall time of the run',
			audiences: ['user-only', 'on'],
		});
		for (const flags of [['--all'], ['--pretty'], ['--audience', 'on']]) {
			expect(await preview(...flags), flags[0]).toMatchObject({ exitCode: 2, stdout: '' });
		}
		const bare = await sandbox.run(['telemetry-config', 'preview', '--json']);
		expect(bare).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--json goes with --all or --fields') });
	});
});

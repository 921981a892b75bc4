import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createKey, startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { bytesOf, openTerminal, paste } from '../support/terminal.ts';

type Runtime = (typeof RUNTIMES)[number];

/** Wide and high enough that every setting and the whole preview are on the screen. */
const open = (runtime: Runtime, { project, environment }: Sandbox) =>
	openTerminal({
		command: [...runtime.command, 'telemetry-config'],
		cwd: project,
		env: environment,
		columns: 140,
		rows: 44,
	});

const CLEAR = '\u0015';
const ENTER = '\r';
/** Settings in the order of the screen, as far as they are edited here. */
const ROWS = { url: 0, key: 1, audience: 4, sinks: 6 } as const;
const goTo = (name: keyof typeof ROWS) => `g${'j'.repeat(ROWS[name])}`;

async function recordRun(sandbox: Sandbox): Promise<void> {
	await sandbox.run(['run', 'start', 'user-auth']);
	await sandbox.run(['run', 'stage', 'alex', 'start']);
	await sandbox.run(['run', 'stage', 'alex', 'done', '--cost', '0.02']);
	await sandbox.run(['run', 'finish', '--status', 'success']);
}

describe.each(RUNTIMES)('the settings screen on $name', (runtime) => {
	test('URL, key, audience and sinks, with the keyboard alone: nothing else changes, and the key never shows', async () => {
		const sandbox = createSandbox(runtime);
		const dotenv = join(sandbox.project, '.env');
		const settings = join(sandbox.project, '.claude', 'telemetry-config.json');
		const before = '# mine\r\nOTHER="a # b"\r\nMURMUR8_TELEMETRY_URL=https://old.example.com/e\r\n';
		writeFileSync(dotenv, before, { mode: 0o640 });
		writeFileSync(settings, '{\n  "wire": "flat",\n  "timeoutMs": 500\n}\n');
		await recordRun(sandbox);
		const key = createKey();
		const terminal = open(runtime, sandbox);
		await terminal.waitFor(/▸ URL +https:\/\/old\.example\.com\/e/);

		terminal.press(ENTER);
		await terminal.waitFor(/keep/);
		terminal.press(`${CLEAR}https://new.example.com/e${ENTER}`);
		await terminal.waitFor(/URL +https:\/\/new\.example\.com\/e +not saved/);
		terminal.press(`${goTo('key')}${ENTER}`);
		await terminal.waitFor('paste the key');
		terminal.press(paste(`${key}\n`));
		terminal.press(ENTER);
		await terminal.waitFor(new RegExp(`Key +\\*{4}${key.slice(-4)} +not saved`));
		terminal.press(`${goTo('audience')}ll`);
		await terminal.waitFor(/Audience .*● on +not saved/);
		terminal.press(`${goTo('sinks')}${ENTER}`);
		await terminal.waitFor(/a JSON list/);
		// What is wrong is named, down to its last word, and kept to be mended.
		terminal.press(paste('[{"kind":"stderr"},{"kind":"prometheus","path":"m.prom"}]'));
		terminal.press(ENTER);
		await terminal.waitFor(/has option "path"[\s\S]*pushgateway/);
		terminal.press(ENTER);
		await terminal.waitFor(/⏎ keep/);
		terminal.press(`${CLEAR}${paste('[{"kind":"stderr"},{"kind":"prometheus","textfile":"m.prom"}]')}`);
		terminal.press(ENTER);
		await terminal.waitFor(/Sinks +\[\{"kind":"stderr"\},.* not saved/);
		await terminal.waitFor('4 changes');
		// Nothing is written before it is confirmed.
		expect(readFileSync(dotenv, 'utf8')).toBe(before);

		terminal.press('s');
		await terminal.waitFor('URL: https://old.example.com/e -> https://new.example.com/e');
		expect(terminal.text()).toContain(`Key: not set -> ****${key.slice(-4)}`);
		expect(terminal.text()).toMatch(/Audience: user-only -> on/);
		terminal.press(ENTER);
		await terminal.waitFor('Trust this project’s settings?');
		terminal.press(ENTER);
		await terminal.waitFor(/What leaves at on/);
		terminal.press('q');
		expect(await terminal.exited).toMatchObject({ exitCode: 0 });

		expect(readFileSync(dotenv, 'utf8')).toBe(
			`# mine\r\nOTHER="a # b"\r\nMURMUR8_TELEMETRY_URL=https://new.example.com/e\r\nMURMUR8_TELEMETRY_KEY=${key}\r\n`,
		);
		expect(JSON.parse(readFileSync(settings, 'utf8'))).toEqual({
			wire: 'flat',
			timeoutMs: 500,
			audience: 'on',
			sinks: [{ kind: 'stderr' }, { kind: 'prometheus', textfile: 'm.prom' }],
		});
		expect(readFileSync(settings, 'utf8')).not.toContain(key);
		expect(terminal.output()).not.toContain(key);
		for (const name of ['url', 'audience', 'sinks'])
			expect((await sandbox.run(['telemetry-config', 'get', name])).stdout, name).not.toBe('');
		expect((await sandbox.run(['telemetry-config', 'get', 'audience'])).stdout).toBe('on\n');
	});

	test.each(['user-only', 'on'])('the bytes at %s are what telemetry inspect prints', async (audience) => {
		const sandbox = createSandbox(runtime, {
			MURMUR8_TELEMETRY_URL: 'https://ingest.example.com/e',
			MURMUR8_TELEMETRY_AUDIENCE: audience,
			MURMUR8_TELEMETRY_ARTIFACTS: 'off',
		});
		await recordRun(sandbox);
		const terminal = open(runtime, sandbox);
		await terminal.waitFor(`What leaves at ${audience}`);
		terminal.press('v');
		await terminal.waitFor('"runId"');
		const inspected = (await sandbox.run(['telemetry', 'inspect', '--pretty'])).stdout.trimEnd().split('\n');
		const seen: string[] = [];
		// A page at a time would leave it to chance which lines are seen twice.
		for (let line = 0; line < inspected.length; line++) {
			const lines = terminal.lines().filter((text) => text.startsWith('│'));
			const inner = lines.map((text) => text.replace(/^│ /, '').replace(/ *│$/, ''));
			for (const text of inner) if (inspected[seen.length] === text) seen.push(text);
			if (seen.length === inspected.length) break;
			const at = terminal.text();
			terminal.press('j');
			await terminal.waitFor((text) => text !== at || lines.length >= inspected.length);
		}
		expect(seen).toEqual(inspected);
	});

	test('a test event to a receiver that takes it, one that refuses it, one that says nothing, and to nobody', async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime, { MURMUR8_TELEMETRY_TIMEOUT_MS: '700' });
		writeFileSync(
			join(sandbox.project, '.env'),
			`MURMUR8_TELEMETRY_URL=${portal.url}\nMURMUR8_TELEMETRY_KEY=${portal.key}\n`,
			{ mode: 0o600 },
		);
		const terminal = open(runtime, sandbox);
		await terminal.waitFor(/acme-notes {2}active/);
		terminal.press('t');
		await terminal.waitFor(/✓ test: delivered \(HTTP 201\), \d+ ms, \d+ bytes/);
		expect(portal.accepted().map(({ body }) => body.slug)).toEqual(['murmur8-test-ping']);
		portal.behaviour = { status: 401, body: '{"error":"bad key"}' };
		terminal.press('t');
		await terminal.waitFor(/✗ test: .*401/);
		portal.behaviour = 'silent';
		terminal.press('t');
		await terminal.waitFor(/✗ test: transient: (?!.*ECONNREFUSED).* 7\d\d ms/);
		await portal.stop();
		terminal.press('t');
		await terminal.waitFor(/✗ test: transient: .*ECONNREFUSED/);
		expect(terminal.output()).not.toContain(portal.key);
		terminal.press(bytesOf('ctrl+c'));
		expect(await terminal.exited).toMatchObject({ exitCode: 130 });
		// A ping is no event: nothing of it is kept.
		expect(JSON.parse((await sandbox.run(['outbox', '--json'])).stdout)).toMatchObject({ waiting: [] });
	});
});

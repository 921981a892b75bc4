import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMMANDS as TABLE } from '../../source/commands/table.ts';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Result } from '../support/sandbox.ts';
import { attemptCount, untilPassEnded } from '../support/state.ts';

/** Every command of the program; the test fails where one is added without a row. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
	'run start': ['run', 'start', 'user-auth'],
	'run stage': ['run', 'stage', 'alex', 'done'],
	'run feedback': ['run', 'feedback', 'alex', 'FEEDBACK: {"rating":4,"issues":[],"rec":"proceed"}'],
	'run finish': ['run', 'finish', '--status', 'success'],
	'run list': ['run', 'list', '--json'],
	history: ['history', '--stats', '--cost'],
	'history record': ['history', 'record', '{"slug":"by-hand","status":"success"}'],
	'history update-stage': ['history', 'update-stage', 'by-hand', 'alex', '{"durationMs":1000}'],
	'history export': ['history', 'export', '--format', 'json'],
	'history clear': ['history', 'clear', '--force'],
	'history restore': ['history', 'restore'],
	'telemetry status': ['telemetry', 'status', '--json'],
	// Before those that send: the last request is looked at, and this one asks without the key.
	doctor: ['doctor'],
	'telemetry inspect': ['telemetry', 'inspect', '--pretty'],
	'telemetry flush': ['telemetry', 'flush'],
	'telemetry audit': ['telemetry', 'audit'],
	'telemetry purge': ['telemetry', 'purge'],
	outbox: ['outbox'],
	'outbox list': ['outbox', 'list', '--json'],
	'outbox show': ['outbox', 'show', '1234'],
	'outbox retry': ['outbox', 'retry'],
	'outbox requeue': ['outbox', 'requeue', '--all'],
	'outbox drop': ['outbox', 'drop', '--all'],
	'telemetry-config': ['telemetry-config'],
	'telemetry-config get': ['telemetry-config', 'get', 'key'],
	'telemetry-config set': ['telemetry-config', 'set', 'wire', 'flat'],
	'telemetry-config unset': ['telemetry-config', 'unset', 'wire'],
	'telemetry-config path': ['telemetry-config', 'path'],
	'telemetry-config trust': ['telemetry-config', 'trust'],
	'telemetry-config test': ['telemetry-config', 'test', '--json'],
	'telemetry-config preview': ['telemetry-config', 'preview'],
	init: ['init'],
	queue: ['queue', '--json'],
	validate: ['validate'],
	completion: ['completion', 'bash'],
	demo: ['demo', '--help'],
};

function filesUnder(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
}

/** What every process of this machine shows of itself, as far as this user may look. */
function processesShowing(secret: string): readonly string[] {
	const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
	return pids.flatMap((pid) =>
		['cmdline', 'environ'].flatMap((file) => {
			try {
				const path = `/proc/${pid}/${file}`;
				return readFileSync(path, 'utf8').includes(secret) ? [path] : [];
			} catch {
				return [];
			}
		}),
	);
}

test('every command is tried', () => {
	expect(Object.keys(COMMANDS).toSorted()).toEqual(TABLE.map(({ name }) => name).toSorted());
});

describe.each(RUNTIMES)('the key stays where it is, on $name', (runtime) => {
	test.each([['.env'], ['the environment']])('given by %s', async (place) => {
		const portal = await startPortal();
		// An endpoint that echoes what it was given, as some do in their errors.
		portal.behaviour = { status: 401, body: JSON.stringify({ error: `bad key ${portal.key}` }) };
		const sandbox = createSandbox(runtime, { MURMUR8_DEBUG: '1', MURMUR8_TELEMETRY_URL: portal.url });
		const inFile = place === '.env';
		const dotenv = join(sandbox.project, '.env');
		if (inFile) writeFileSync(dotenv, `MURMUR8_TELEMETRY_KEY=${portal.key}\n`);
		const env: Record<string, string> = inFile ? {} : { MURMUR8_TELEMETRY_KEY: portal.key };
		const results: Result[] = [];
		for (const args of Object.values(COMMANDS)) {
			const before = attemptCount(sandbox);
			const seen = new Set<string>();
			if (args[1] === 'finish') portal.behaviour = 'silent';
			const result = await sandbox.run(args, { env });
			if (args[1] === 'finish') {
				// The background process is waiting for its answer now: look at it and at everything it was started with.
				await portal.until((requests) => requests.some(({ status }) => status === 0));
				for (const path of processesShowing(portal.key)) seen.add(path);
				portal.behaviour = { status: 401, body: JSON.stringify({ error: `bad key ${portal.key}` }) };
				await portal.stop();
				await portal.restart();
				await untilPassEnded(sandbox, before);
			}
			expect([...seen], args.join(' ')).toEqual([]);
			results.push(result);
		}
		for (const { stdout, stderr } of results) expect(stdout + stderr).not.toContain(portal.key);
		// `doctor` asks for the time without the key.
		expect(portal.requests.findLast(({ method }) => method === 'POST')?.headers.authorization).toBe(
			`Bearer ${portal.key}`,
		);
		for (const file of [...filesUnder(sandbox.project), ...filesUnder(sandbox.home)]) {
			if (file !== dotenv) expect(readFileSync(file).includes(portal.key), file).toBe(false);
		}
	});
});

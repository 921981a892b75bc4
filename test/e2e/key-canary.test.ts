import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EVERY_COMMAND } from '../support/every-command.ts';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Result } from '../support/sandbox.ts';
import { attemptCount, untilPassEnded } from '../support/state.ts';

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
		for (const args of Object.values(EVERY_COMMAND)) {
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

import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test, vi } from 'vitest';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox, temporaryFolder } from '../support/sandbox.ts';
import { query } from '../support/state.ts';

const node26 = RUNTIMES.find(({ name }) => name === 'Node 26');
const binary = RUNTIMES.find(({ name }) => name === 'binary');
if (!node26 || !binary) throw new Error('no runtime');

const FAILING = 'echo "Error: no such table: notes" >&2; echo "    at open (src/db.ts:3:7)" >&2; exit 1';
const optedIn = ({ project }: Sandbox) => join(project, 'artifacts', 'telemetry-optin');
const logs = (sandbox: Sandbox) =>
	existsSync(optedIn(sandbox))
		? readdirSync(optedIn(sandbox), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
		: [];

/** Makes all logs that were kept so far a month older. */
function age({ project }: Sandbox): void {
	const database = new DatabaseSync(join(project, '.claude', 'murmur8.db'), { timeout: 10_000 });
	database.exec('PRAGMA busy_timeout = 5000; UPDATE kept_log SET kept_at_ms = kept_at_ms - 2700000000');
	database.close();
}

describe.each([node26, binary])('logs that run exec keeps, on $name', (runtime) => {
	const wrap = (sandbox: Sandbox, script: string, env: Readonly<Record<string, string>> = {}) =>
		sandbox.run(['run', 'exec', 'a', '--', 'bash', '-c', script], { env: { TELEMETRY: '1', ...env } });

	test('are listed as read, go when they are old, in the background; what failed in them stays', async () => {
		const sandbox = createSandbox(runtime);
		await wrap(sandbox, FAILING);
		expect(query(sandbox.project, 'SELECT is_read FROM kept_log')).toEqual([{ is_read: 1 }]);
		expect(logs(sandbox)).toHaveLength(1);
		age(sandbox);
		await wrap(sandbox, 'echo fine');
		await vi.waitFor(() => expect(logs(sandbox)).toHaveLength(1), { timeout: 20_000, interval: 20 });
		expect(query(sandbox.project, 'SELECT COUNT(*) AS count FROM failure_occurrence')).toEqual([{ count: 1 }]);
	});

	test('go in CI, too, before the job ends', async () => {
		const sandbox = createSandbox(runtime, { CI: 'true' });
		await wrap(sandbox, FAILING);
		age(sandbox);
		await wrap(sandbox, 'echo fine');
		expect(logs(sandbox)).toHaveLength(1);
	});
});

test('telemetry purge takes them along', async () => {
	const sandbox = createSandbox(node26, { CI: 'true' });
	await sandbox.run(['run', 'exec', 'a', '--log', '--', 'echo', 'x']);
	expect(logs(sandbox)).toHaveLength(1);
	expect((await sandbox.run(['telemetry', 'purge', '--force'])).exitCode).toBe(0);
	expect(logs(sandbox)).toEqual([]);
});

test('nothing is kept where a link leads out of the project', async () => {
	const sandbox = createSandbox(node26);
	const elsewhere = temporaryFolder();
	mkdirSync(join(sandbox.project, 'artifacts'), { recursive: true });
	symlinkSync(elsewhere, optedIn(sandbox));
	const result = await sandbox.run(['run', 'exec', 'a', '--log', '--', 'echo', 'x']);
	expect(result).toMatchObject({ exitCode: 0, stdout: 'x\n' });
	expect(result.stderr).toMatch(
		/^murmur8: the output is not kept: .*telemetry-optin is a link that leaves the project\n$/,
	);
	expect(readdirSync(elsewhere)).toEqual([]);
});

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { connect } from '../../source/store/connection.ts';
import { acceptances, readAccounts, unaccounted } from '../support/accounting.ts';
import { hasNetworkMounts, mountNetworkFolder } from '../support/network-mount.ts';
import { startPortal } from '../support/portal.ts';
import { startRecorder } from '../support/recorder-order.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { runCommand, temporaryFolder } from '../support/sandbox.ts';
import { watchPublished } from '../support/watching.ts';

/** A bound against hanging for ever; nothing is timed by it. */
const LIMIT = { timeout: 240_000 };
const PROCESSES = 6;
const RUNS = 8;
const UUID_LINE = /^[0-9a-f-]{36}\n$/;

const modeOf = (database: ReturnType<typeof connect>) =>
	database.prepare('PRAGMA journal_mode').get()?.['journal_mode'];

test('a file system that answers WAL with another mode gets a rollback journal, and keeps it', () => {
	const location = pathToFileURL(join(temporaryFolder(), 'murmur8.db'));
	// SQLite's way of locking by files has no shared memory, like some network mounts.
	location.searchParams.set('vfs', 'unix-dotfile');
	for (const expected of [1, 2]) {
		const database = connect(location);
		expect(modeOf(database)).toBe('delete');
		expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
		database.exec(`INSERT INTO counter VALUES ('starts', 1) ON CONFLICT DO UPDATE SET value = value + 1`);
		expect(database.prepare('SELECT value FROM counter').get()).toEqual({ value: expected });
		database.close();
	}
});

// Where it can't be mounted, the edges are tested: above, and in no-hard-links.test.ts.
const PLACES = hasNetworkMounts ? ['a mount without hard links and shared memory'] : [];

describe.each(PLACES)('on %s', LIMIT, () => {
	test('a database that was made with WAL elsewhere is turned back, with all that it holds', async () => {
		const root = await mountNetworkFolder();
		const elsewhere = join(temporaryFolder(), 'murmur8.db');
		const original = connect(elsewhere);
		original.exec(`INSERT INTO counter VALUES ('kept', 7)`);
		expect(modeOf(original)).toBe('wal');
		original.close();
		writeFileSync(join(root, 'murmur8.db'), readFileSync(elsewhere));
		for (const _start of [1, 2]) {
			const database = connect(join(root, 'murmur8.db'));
			expect(modeOf(database)).toBe('delete');
			expect(database.prepare('SELECT value FROM counter').get()).toEqual({ value: 7 });
			database.close();
		}
	});

	test(`${PROCESSES} processes at once record, publish and deliver everything`, async () => {
		const root = await mountNetworkFolder();
		mkdirSync(join(root, '.claude'));
		mkdirSync(join(root, '.blueprint', 'features', 'feature_user-auth'), { recursive: true });
		writeFileSync(join(root, '.blueprint', 'features', 'feature_user-auth', 'FEATURE_SPEC.md'), '# User auth\n');
		const portal = await startPortal();
		const watch = watchPublished(root);
		const order = { root, url: portal.url, key: portal.key, work: 'both', runs: RUNS } as const;
		const recorders = Array.from({ length: PROCESSES }, (_, index) =>
			startRecorder({ ...order, slugs: index === 0 ? ['user-auth'] : [`feature-${index}`] }),
		);
		const ends = await Promise.all(recorders.map(({ ended }) => ended));
		expect(ends).toEqual(ends.map(() => ({ exitCode: 0, stderr: '' })));
		const last = startRecorder({ ...order, slugs: [], work: 'deliver', runs: 1 });
		expect(await last.ended).toEqual({ exitCode: 0, stderr: '' });
		expect((await watch.end()).faults).toEqual([]);
		const accounts = readAccounts(root);
		const acknowledged = recorders.flatMap(({ finished }) => finished);
		expect([...accounts.finished].toSorted()).toEqual(acknowledged.toSorted());
		expect(accounts.integrity).toEqual(['ok']);
		expect(unaccounted(accounts, portal.accepted()).length).toBe(accounts.dropped);
		expect([...acceptances(portal.accepted()).values()].filter(({ length }) => length > 1)).toEqual([]);
		const folder = join(root, '.claude');
		const history = JSON.parse(readFileSync(join(folder, 'pipeline-history.json'), 'utf8')) as { runId: string }[];
		expect(history.map(({ runId }) => runId).toSorted()).toEqual(acknowledged.toSorted());
		expect(readdirSync(folder).filter((name) => !/^murmur8\.db(-shm)?$/.test(name))).toEqual([
			'pipeline-history.json',
			'telemetry-failed.json',
		]);
		expect(readFileSync(join(root, '.blueprint/features/feature_user-auth/FEATURE_SPEC.md'), 'utf8')).toMatch(
			/^---\nfeatureId: [0-9a-f-]{36}\n---\n# User auth\n$/,
		);
		expect(readdirSync(join(root, '.blueprint/features/feature_user-auth'))).toEqual(['FEATURE_SPEC.md']);
	});

	test.each(RUNTIMES)('the program on $name works as anywhere', async ({ command }) => {
		const root = await mountNetworkFolder();
		mkdirSync(join(root, '.claude'));
		const portal = await startPortal();
		const environment = { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key, CI: 'true' };
		const env = { PATH: process.env['PATH'] ?? '', HOME: temporaryFolder(), ...environment };
		const run = (...args: readonly string[]) => runCommand([...command, ...args], { cwd: root, env, input: '' });
		const start = await run('run', 'start', 'user-auth');
		expect(start).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringMatching(UUID_LINE) });
		expect(await run('run', 'finish', '--status', 'success')).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
		expect(portal.accepted().map(({ headers }) => headers['idempotency-key'])).toEqual([start.stdout.trim()]);
		const doctor = await run('doctor', '--json');
		expect(JSON.parse(doctor.stdout)).toMatchObject({ problems: 0 });
	});
});

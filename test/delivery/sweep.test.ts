import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	statSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { removeKeptLog } from '../../source/adapters/remove-kept-log.ts';
import { LOG_BOUNDS } from '../../source/core/kept-logs.ts';
import { sweep } from '../../source/delivery/sweep.ts';
import type { Database } from '../../source/store/database.ts';
import { listKeptLogs, markLogRead, putKeptLog } from '../../source/store/kept-logs.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { unprivileged } from '../support/special-files.ts';
import { NOW_MS, temporaryDatabase } from '../support/store.ts';

const DAY_MS = 86_400_000;
const MIB = 1024 * 1024;

function place() {
	const root = temporaryFolder();
	return { root, database: temporaryDatabase(root) };
}

interface Kept {
	readonly ageMs: number;
	readonly sizeBytes?: number;
	readonly isRead?: boolean;
}

function keep(root: string, database: Database, name: string, { ageMs, sizeBytes = 10, isRead = true }: Kept): string {
	const path = join(root, 'artifacts', 'telemetry-optin', name);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, '');
	// What is not written takes no room on the disk.
	truncateSync(path, sizeBytes);
	const { mtimeMs: modifiedMs } = statSync(path);
	putKeptLog(database, { path, root, sizeBytes, modifiedMs, keptAtMs: NOW_MS - ageMs, isRead });
	return path;
}

const logs = (root: string) =>
	readdirSync(join(root, 'artifacts', 'telemetry-optin'), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ name }) => name);

test('old ones go with the folder of their run; new, unread, and other people’s stay', () => {
	const { root, database } = place();
	const old = keep(root, database, 'a/run.log', { ageMs: 31 * DAY_MS });
	keep(root, database, 'b/old.log', { ageMs: 31 * DAY_MS });
	writeFileSync(join(dirname(old), '..', 'b', 'mine.log'), 'mine');
	keep(root, database, 'c/unread.log', { ageMs: 90 * DAY_MS, isRead: false });
	keep(root, database, 'd/new.log', { ageMs: 30 * DAY_MS });
	expect(sweep(database, NOW_MS)).toBe(2);
	expect(logs(root).toSorted()).toEqual(['mine.log', 'new.log', 'unread.log']);
	expect(existsSync(dirname(old))).toBe(false);
	expect(listKeptLogs(database)).toHaveLength(2);
	markLogRead(database, join(root, 'artifacts', 'telemetry-optin', 'c', 'unread.log'));
	expect(sweep(database, NOW_MS)).toBe(1);
});

test('all together stay within the bound of bytes, the newest of them', () => {
	const { root, database } = place();
	for (let index = 0; index < 5; index++) {
		keep(root, database, `r${index}/run.log`, { ageMs: (10 - index) * 1_000, sizeBytes: 60 * MIB, isRead: index > 0 });
	}
	expect(5 * 60 * MIB).toBeGreaterThan(LOG_BOUNDS.bytes);
	expect(sweep(database, NOW_MS)).toBe(1);
	expect(listKeptLogs(database).map(({ path }) => path.split('/').at(-2))).toEqual(['r0', 'r2', 'r3', 'r4']);
	expect(sweep(database, NOW_MS)).toBe(0);
});

test('many files: the newest of them, and two that sweep at once do no harm', async () => {
	const { root, database } = place();
	database.exec('BEGIN');
	for (let index = 0; index < LOG_BOUNDS.count + 200; index++) {
		keep(root, database, `r${index % 7}/${index}.log`, { ageMs: 10_000 - index });
	}
	database.exec('COMMIT');
	const module = (path: string) => JSON.stringify(new URL(`../../source/${path}`, import.meta.url).href);
	const script = `import { openDatabase } from ${module('store/database.ts')};
		import { sweep } from ${module('delivery/sweep.ts')};
		const database = openDatabase(${JSON.stringify(join(root, '.claude', 'murmur8.db'))});
		console.log(sweep(database, ${NOW_MS})); database.close();`;
	const sweepers = Array.from({ length: 2 }, () => {
		const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
		const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
		onTestFinished(() => void child.kill('SIGKILL'));
		return child;
	});
	const counts = await Promise.all(
		sweepers.map(async (child) => {
			let text = '';
			child.stdout.on('data', (chunk: Buffer) => {
				text += chunk.toString();
			});
			expect((await once(child, 'close'))[0]).toBe(0);
			return Number(text);
		}),
	);
	expect(counts.reduce((sum, count) => sum + count)).toBe(200);
	const left = logs(root);
	expect(left).toHaveLength(LOG_BOUNDS.count);
	expect(left).not.toContain('199.log');
	expect(left).toContain('200.log');
	expect(listKeptLogs(database)).toHaveLength(LOG_BOUNDS.count);
});

test('what was changed, replaced or led elsewhere is somebody else’s', () => {
	const { root, database } = place();
	const elsewhere = temporaryFolder();
	const ageMs = 40 * DAY_MS;
	const changed = keep(root, database, 'a/changed.log', { ageMs });
	writeFileSync(changed, 'another text');
	const replaced = keep(root, database, 'b/replaced.log', { ageMs });
	renameSync(replaced, join(elsewhere, 'run.log'));
	symlinkSync(join(elsewhere, 'run.log'), replaced);
	const moved = keep(root, database, 'c/moved.log', { ageMs });
	renameSync(dirname(moved), join(elsewhere, 'c'));
	symlinkSync(join(elsewhere, 'c'), dirname(moved));
	keep(root, database, 'd/gone.log', { ageMs });
	renameSync(join(dirname(moved), '..', 'd'), join(elsewhere, 'd'));
	expect(sweep(database, NOW_MS)).toBe(0);
	expect(listKeptLogs(database)).toEqual([]);
	expect(readFileSync(changed, 'utf8')).toBe('another text');
	for (const name of ['run.log', 'c/moved.log', 'd/gone.log']) expect(existsSync(join(elsewhere, name))).toBe(true);
});

test('what can’t be removed stays in the list, and keeps no other from going', () => {
	const { root, database } = place();
	const ageMs = 40 * DAY_MS;
	const path = keep(root, database, 'a/run.log', { ageMs });
	keep(root, database, 'b/run.log', { ageMs: ageMs - 1 });
	// A link that leads in a circle: the system says neither that it is there nor that it is not.
	renameSync(dirname(path), join(root, 'aside'));
	symlinkSync(dirname(path), dirname(path));
	expect(sweep(database, NOW_MS)).toBe(1);
	const [left] = listKeptLogs(database);
	expect(left?.path).toBe(path);
	expect(left && removeKeptLog(left)).toBe('stays');
});

test('without permission nothing goes, and nothing is forgotten', () => {
	const { root, database } = place();
	const path = keep(root, database, 'a/run.log', { ageMs: 40 * DAY_MS });
	const [log] = listKeptLogs(database);
	expect(log && unprivileged(() => removeKeptLog(log))).toBe('stays');
	expect(existsSync(path)).toBe(true);
});

test('scopes that nobody has worked on for longest are forgotten', () => {
	const { database } = place();
	const insert = database.prepare('INSERT INTO churn_scope (scope, run_id) VALUES (?, ?)');
	const run = database.prepare(
		`INSERT INTO run (run_id, slug, type, status, worktree, started_at_ms) VALUES (?, 'a', 'feature', 'success', '/', ?)`,
	);
	database.exec('BEGIN');
	for (let index = 0; index < 1_002; index++) {
		run.run(`run-${index}`, index);
		insert.run(`scope-${index}`, `run-${index}`);
	}
	insert.run('report', 'no run');
	database.prepare(`INSERT INTO churn_fingerprint (scope, fingerprint, stage) VALUES ('scope-0', 'f', 's')`).run();
	database.exec('COMMIT');
	sweep(database, NOW_MS);
	const scopes = database
		.prepare('SELECT scope FROM churn_scope')
		.all()
		.map(({ scope }) => scope);
	expect(scopes).toHaveLength(1_000);
	expect(scopes).toContain('report');
	expect(scopes).not.toContain('scope-2');
	expect(scopes).toContain('scope-3');
	expect(database.prepare('SELECT COUNT(*) AS count FROM churn_fingerprint').get()).toEqual({ count: 0 });
});

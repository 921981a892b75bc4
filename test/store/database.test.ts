import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { inTransaction, openDatabase, openExistingDatabase, orNull, orUndefined } from '../../source/store/database.ts';
import { MIGRATIONS } from '../../source/store/migrations.ts';
import { insertRun, readRun } from '../../source/store/runs.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { sampleRun, temporaryDatabase } from '../support/store.ts';

const databasePath = () => join(temporaryFolder(), '.claude', 'murmur8.db');
const pragma = (database: DatabaseSync, name: string) =>
	Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];

describe('opening', () => {
	test('makes the folder, the tables and the settings from nothing', () => {
		const path = databasePath();
		const database = openDatabase(path);
		const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).all();
		const names = [
			'agent',
			'agent_call',
			'agent_message',
			'agent_session',
			'audit',
			'churn_fingerprint',
			'churn_scope',
			'claim',
			'counter',
			'dead_letter',
			'delivery',
			'failure_group',
			'failure_log',
			'failure_occurrence',
			'foreign_entry',
			'kept_log',
			'measured_stage',
			'outbox',
			'published',
			'remote_id',
		];
		expect(tables.map(({ name }) => name).filter((name) => !String(name).startsWith('sqlite_'))).toEqual([
			...names,
			'run',
			'sink_result',
			'sink_series',
			'sink_source',
			'snapshot',
			'stage',
		]);
		expect(pragma(database, 'user_version')).toBe(MIGRATIONS.length);
		expect(pragma(database, 'journal_mode')).toBe('wal');
		expect(pragma(database, 'synchronous')).toBe(2);
		expect(pragma(database, 'foreign_keys')).toBe(1);
		expect(pragma(database, 'busy_timeout')).toBeGreaterThan(0);
		database.close();
		expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
	});

	test('again finds what was written and migrates nothing', () => {
		const path = databasePath();
		const run = sampleRun();
		const first = openDatabase(path);
		insertRun(first, run, '/w');
		first.close();
		const second = openDatabase(path);
		expect(readRun(second, run.runId)?.slug).toBe(run.slug);
		second.close();
	});

	test('refuses the database of a newer program and leaves it as it is', () => {
		const path = databasePath();
		openDatabase(path).close();
		const newer = new DatabaseSync(path);
		newer.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
		newer.close();
		expect(() => openDatabase(path)).toThrow('the database was written by a newer murmur8; update this one');
		const after = new DatabaseSync(path, { readOnly: true });
		expect(pragma(after, 'user_version')).toBe(MIGRATIONS.length + 1);
		after.close();
	});

	test('for a view creates nothing', () => {
		const path = databasePath();
		expect(openExistingDatabase(path)).toBeUndefined();
		expect(existsSync(join(path, '..'))).toBe(false);
		openDatabase(path).close();
		const database = openExistingDatabase(path);
		expect(database?.isOpen).toBe(true);
		database?.close();
	});
});

describe('two connections at once', () => {
	test('see each other’s writes, and a reader is not held up by a writer', () => {
		const path = databasePath();
		const [one, other] = [openDatabase(path), openDatabase(path)];
		const [first, second] = [sampleRun(), sampleRun()];
		insertRun(one, first, '/w');
		expect(readRun(other, first.runId)).toBeDefined();
		inTransaction(one, () => {
			insertRun(one, second, '/w');
			expect(readRun(other, second.runId)).toBeUndefined();
		});
		expect(readRun(other, second.runId)).toBeDefined();
		one.close();
		other.close();
	});

	test('a second writer waits for the lock and then says so', () => {
		const path = databasePath();
		const [one, other] = [openDatabase(path), openDatabase(path)];
		inTransaction(one, () => {
			expect(() => inTransaction(other, () => {}, 50)).toThrow(/locked/);
		});
		expect(inTransaction(other, () => 'free')).toBe('free');
		one.close();
		other.close();
	});
});

describe('a transaction', () => {
	test('that throws leaves nothing and can be followed by another', () => {
		const database = temporaryDatabase();
		const run = sampleRun();
		const work = () =>
			inTransaction(database, () => {
				insertRun(database, run, '/w');
				throw new Error('half-way');
			});
		expect(work).toThrow('half-way');
		expect(readRun(database, run.runId)).toBeUndefined();
		expect(database.isTransaction).toBe(false);
		inTransaction(database, () => insertRun(database, run, '/w'));
		expect(readRun(database, run.runId)).toBeDefined();
	});

	test('rolled back by SQLite itself passes on its error', () => {
		const database = temporaryDatabase();
		const work = () => inTransaction(database, () => database.exec(`ROLLBACK; SELECT no_such_function()`));
		expect(work).toThrow(/no_such_function/);
	});
});

test('undefined and null change places at the border of the database', () => {
	expect([orNull(undefined), orNull(0), orNull('')]).toEqual([null, 0, '']);
	expect([orUndefined(null), orUndefined(0), orUndefined('')]).toEqual([undefined, 0, '']);
});

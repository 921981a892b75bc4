import { chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DATABASE_FILE } from '../../source/adapters/paths.ts';
import { openDatabase } from '../../source/store/database.ts';
import { atOneMoment, dataVersion, openForReading, openWithoutWaiting } from '../../source/store/reading.ts';
import { insertRun, listRunsInProgress } from '../../source/store/runs.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { unprivileged } from '../support/special-files.ts';
import { sampleRun } from '../support/store.ts';

function createWorld() {
	const root = temporaryFolder();
	const path = join(root, DATABASE_FILE);
	const record = (slug: string) => {
		const database = openDatabase(path);
		insertRun(database, sampleRun({ slug }), root);
		database.close();
	};
	record('one');
	return { root, path, record };
}

const slugs = (database: ReturnType<typeof openForReading>) =>
	listRunsInProgress(database, 10).map(({ run }) => run.slug);

describe('a database opened to be looked at', () => {
	test('sees what others write, and writes nothing', () => {
		const { path, record } = createWorld();
		const database = openForReading(path);
		const before = dataVersion(database);
		expect(slugs(database)).toEqual(['one']);
		record('two');
		expect(dataVersion(database)).not.toBe(before);
		expect(slugs(database)).toEqual(['one', 'two']);
		expect(() => database.exec('DELETE FROM run')).toThrow(/readonly/);
		database.close();
	});

	test('of one moment', () => {
		const { path, record } = createWorld();
		const database = openForReading(path);
		atOneMoment(database, () => {
			expect(slugs(database)).toEqual(['one']);
			record('two');
			expect(slugs(database)).toEqual(['one']);
		});
		expect(slugs(database)).toEqual(['one', 'two']);
		database.close();
	});

	test('a lock is told of, and not gone around: what is opened then would never show what is written', () => {
		const { path, record } = createWorld();
		const lock = new DatabaseSync(path);
		onTestFinished(() => void (lock.isOpen && lock.close()));
		lock.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
		expect(() => openForReading(path)).toThrow(/database is locked/);
		expect(() => openWithoutWaiting(path)).toThrow(/database is locked/);
		lock.close();
		const database = openForReading(path);
		record('two');
		expect(slugs(database)).toEqual(['one', 'two']);
		database.close();
	});

	test('in a folder that may not be written', () => {
		const { root, path } = createWorld();
		chmodSync(path, 0o444);
		for (const folder of [root, dirname(path)]) chmodSync(folder, 0o555);
		unprivileged(() => {
			const database = openForReading(path);
			expect(slugs(database)).toEqual(['one']);
			database.close();
		});
		for (const folder of [root, dirname(path)]) chmodSync(folder, 0o755);
	});

	test('one of a newer program: its own words', () => {
		const { path } = createWorld();
		const database = openDatabase(path);
		database.exec('PRAGMA user_version = 999');
		database.close();
		expect(() => openForReading(path)).toThrow(/newer murmur8/);
	});
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { inTransaction } from '../../source/store/database.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { scriptCommand, sourceModule } from '../support/script.ts';
import { temporaryDatabase } from '../support/store.ts';

/** Holds the write lock again and again, for moments that are longer than a round of waiting. */
const HOLDER = `
	const { openDatabase } = await import(${sourceModule('store/database.ts')});
	const database = openDatabase(process.argv[1] + '/.claude/murmur8.db');
	const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
	for (let round = 0; round < 5; round++) {
		database.exec('BEGIN IMMEDIATE');
		console.log('held');
		pause(80);
		database.exec('COMMIT');
		pause(round === 4 ? 0 : 1);
	}
	database.close();
`;

/** SQLite's own way of waiting let runs go unrecorded where 64 processes recorded at once. */
test('a transaction waits in short rounds for its turn, and then as long as any statement', async () => {
	const root = temporaryFolder();
	const database = temporaryDatabase(root);
	const [file, ...args] = scriptCommand(HOLDER, root);
	const holder = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
	const exited = once(holder, 'exit');
	await once(holder.stdout, 'data');
	inTransaction(database, () => database.exec(`INSERT INTO counter VALUES ('mine', 1)`));
	await exited;
	expect(database.prepare('SELECT value FROM counter').get()).toEqual({ value: 1 });
	expect(database.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 5_000 });
});

test('an error that is no lock is not waited out', () => {
	const database = temporaryDatabase();
	database.exec('BEGIN');
	expect(() => inTransaction(database, () => {})).toThrow(/within a transaction/);
	expect(database.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 5_000 });
});

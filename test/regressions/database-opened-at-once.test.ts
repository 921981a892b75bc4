import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../source/store/database.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { scriptCommand } from '../support/script.ts';

/** Holds the write lock of a database that is not in WAL mode yet, as one does that is just being made. */
const HOLDER = `
import { DatabaseSync } from 'node:sqlite';
const database = new DatabaseSync(process.argv[1]);
database.exec('BEGIN IMMEDIATE');
process.stdout.write('held');
process.stdin.once('data', () => setTimeout(() => {
	database.exec('COMMIT');
	database.close();
	process.exit(0);
}, 100));
`;

/**
 * SQLite refuses the switch to WAL at once, whatever its timeout, while another connection holds the write lock; a run
 * that began while another process made the database was not recorded.
 */
test('a database that another process is just making is waited for', async () => {
	const folder = join(temporaryFolder(), '.claude');
	mkdirSync(folder);
	const path = join(folder, 'murmur8.db');
	const [file, ...args] = scriptCommand(HOLDER, path);
	const holder = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
	await once(holder.stdout, 'data');
	// It lets go a moment after this, while we are opening.
	holder.stdin.write('go');
	const database = openDatabase(path);
	expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
	database.close();
	await once(holder, 'exit');
});

import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tryClaim } from '../../source/store/claims.ts';
import type { Database } from '../../source/store/database.ts';
import { NOW_MS, temporaryDatabase } from '../support/store.ts';

const LIFETIME_MS = 60_000;

function insertClaim(database: Database, pid: number, processStart = '', expiresAtMs = NOW_MS + LIFETIME_MS): void {
	database
		.prepare('INSERT INTO claim (name, owner, pid, process_start, expires_at_ms) VALUES (?, ?, ?, ?, ?)')
		.run('flush', randomUUID(), pid, processStart, expiresAtMs);
}

const claimFlush = (database: Database, nowMs = NOW_MS) => tryClaim(database, 'flush', nowMs, LIFETIME_MS);
const countClaims = (database: Database) => database.prepare('SELECT * FROM claim').all().length;

/** A process that lives until it is ended. */
function startProcess() {
	const child = spawn(process.execPath, ['--eval', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
	onTestFinished(() => void child.kill('SIGKILL'));
	return child;
}

describe('a claim', () => {
	test('is held until it is released', () => {
		const database = temporaryDatabase();
		const claim = claimFlush(database);
		expect(claim).toBeDefined();
		expect(claimFlush(database)).toBeUndefined();
		expect(tryClaim(database, 'another name', NOW_MS, LIFETIME_MS)).toBeDefined();
		claim?.release();
		expect(claimFlush(database)).toBeDefined();
	});

	test('is held by another process as long as that lives', async () => {
		const database = temporaryDatabase();
		const child = startProcess();
		await once(child, 'spawn');
		insertClaim(database, child.pid ?? 0);
		expect(claimFlush(database)).toBeUndefined();
		child.kill('SIGKILL');
		await once(child, 'exit');
		expect(claimFlush(database)).toBeDefined();
	});

	test('of a process that ended long ago is taken over', () => {
		const database = temporaryDatabase();
		const { pid } = spawnSync(process.execPath, ['--version']);
		insertClaim(database, pid);
		expect(claimFlush(database)).toBeDefined();
		expect(countClaims(database)).toBe(1);
	});

	test('expires', () => {
		const database = temporaryDatabase();
		claimFlush(database);
		expect(claimFlush(database, NOW_MS + LIFETIME_MS - 1)).toBeUndefined();
		expect(claimFlush(database, NOW_MS + LIFETIME_MS)).toBeDefined();
	});

	test.skipIf(!existsSync('/proc/self/stat'))('of an earlier process with the same id is taken over', () => {
		const database = temporaryDatabase();
		insertClaim(database, process.pid, '1');
		expect(claimFlush(database)).toBeDefined();
	});

	test('whose process start is unknown counts as long as the process lives', () => {
		const database = temporaryDatabase();
		insertClaim(database, process.pid, '');
		expect(claimFlush(database)).toBeUndefined();
	});

	test('of a process that we may not signal is held', () => {
		const database = temporaryDatabase();
		// Process 1 belongs to the system; as the superuser we may signal it, which says the same.
		insertClaim(database, 1);
		expect(claimFlush(database)).toBeUndefined();
	});
});

test('only the owner releases: a claim that was taken over stays', () => {
	const database = temporaryDatabase();
	const late = claimFlush(database);
	const current = claimFlush(database, NOW_MS + LIFETIME_MS);
	late?.release();
	expect(claimFlush(database, NOW_MS + LIFETIME_MS)).toBeUndefined();
	current?.release();
	current?.release();
	expect(countClaims(database)).toBe(0);
});

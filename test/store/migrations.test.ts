import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openDatabase } from '../../source/store/database.ts';
import { readLiveState } from '../../source/store/live.ts';
import { MIGRATIONS } from '../../source/store/migrations.ts';
import { listEnvelopes } from '../../source/store/outbox.ts';
import { readPublishedState } from '../../source/store/published/state.ts';
import { listRuns } from '../../source/store/runs.ts';
import { temporaryFolder } from '../support/sandbox.ts';

const EARLIER = MIGRATIONS.slice(1).map((_, index) => index + 1);

/** A database as the release with so many steps left it, with something in every table that it had. */
function createAt(path: string, steps: number): void {
	const old = new DatabaseSync(path);
	for (const step of MIGRATIONS.slice(0, steps)) old.exec(step);
	old.exec(`PRAGMA user_version = ${steps}`);
	old.exec(`
		INSERT INTO run (run_id, slug, type, status, worktree, started_at_ms, completed_at_ms)
		VALUES ('one', 'user-auth', 'feature', 'success', '/w', 1000, 2000);
		INSERT INTO outbox (run_id, envelope, body, audience, wire, endpoint, queued_at_ms)
		VALUES ('one', '{"runId":"one"}', x'7B7D', 'user-only', 'flat', '', 2000);
	`);
	if (steps >= 2) {
		old.exec(`
			INSERT INTO published (file, digest, identities, size_bytes, modified_ms)
			VALUES ('queue q', 'd', '["one"]', 5, 7);
		`);
	}
	old.close();
}

test.each(EARLIER)('a database of schema %i is brought up to date with all that is in it', (steps) => {
	const folder = join(temporaryFolder(), '.claude');
	mkdirSync(folder);
	const path = join(folder, 'murmur8.db');
	createAt(path, steps);
	const database = openDatabase(path);
	expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: MIGRATIONS.length });
	expect(listRuns(database, 9, false)).toMatchObject([{ runId: 'one', slug: 'user-auth', status: 'success' }]);
	expect(listEnvelopes(database)).toEqual([{ runId: 'one', envelope: '{"runId":"one"}' }]);
	const state = readPublishedState(database, 'queue q');
	if (steps < 2) expect(state).toBeUndefined();
	// It is not known which file that was, nor who has read it.
	else expect(state).toMatchObject({ identities: new Map([['one', 7]]), inode: 0, readMs: 0, isPending: false });
	expect(readLiveState(database)).toMatchObject({ source: 'empty' });
	database.close();
});

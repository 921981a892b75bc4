import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../source/store/database.ts';
import { restoreHistory } from '../../source/store/history.ts';
import { queueKey } from '../../source/store/published/changes.ts';
import { readPublishedState } from '../../source/store/published/state.ts';
import { acceptances, readAccounts, unaccounted } from '../support/accounting.ts';
import { type ForeignOrder, startForeignWriter } from '../support/foreign-order.ts';
import { startPortal } from '../support/portal.ts';
import { startRecorder } from '../support/recorder-order.ts';
import { temporaryFolder } from '../support/sandbox.ts';

/** A bound against hanging for ever; nothing is timed by it. */
const LIMIT = { timeout: 300_000 };
const PROCESSES = 4;
const RUNS = 25;

/** What the other program does meanwhile, and whether our receiver takes events, so that the queue holds any. */
const CASES: readonly (readonly [string, ForeignOrder['changes'], isHealthy: boolean])[] = [
	['appends to the history', ['history'], true],
	['appends to the history and clears it', ['history', 'clear'], true],
	['drains the queue', ['drain'], false],
	['drains and fills the queue', ['drain', 'add'], false],
	['does everything at once', ['history', 'clear', 'drain', 'add'], false],
	['does everything at once while we deliver', ['history', 'clear', 'drain', 'add'], true],
];

/** How many of the last two times at which the other program wrote the queue are known. */
function timesSeenWriting(root: string): number {
	const database = openDatabase(join(root, '.claude', 'murmur8.db'));
	try {
		return readPublishedState(database, queueKey('.claude/telemetry-failed.json'))?.otherWritesMs.length ?? 0;
	} finally {
		database.close();
	}
}

describe('beside a program without a lock', LIMIT, () => {
	test.each(CASES)('that %s, none of ours is lost', async (_what, changes, isHealthy) => {
		const root = temporaryFolder();
		mkdirSync(join(root, '.claude'));
		const portal = await startPortal();
		const theirs = await startPortal();
		theirs.behaviour = { status: 204 };
		if (!isHealthy) portal.behaviour = { status: 503, headers: { 'retry-after': '1' } };
		const foreign = startForeignWriter({ root, url: theirs.url, changes });
		await foreign.writing;
		const order = { root, url: portal.url, key: portal.key };
		const deliver = () => startRecorder({ ...order, slugs: [], work: 'deliver', runs: 1 }).ended;
		// What a program did before it was seen at work can't all be told (decision 30).
		if (changes.includes('add')) while (timesSeenWriting(root) < 2) await deliver();
		const recorders = Array.from({ length: PROCESSES }, (_, index) =>
			startRecorder({ ...order, slugs: [`feature-${index}`], work: 'both', runs: RUNS }),
		);
		const ends = await Promise.all(recorders.map(({ ended }) => ended));
		const { drained, overwritten, exitCode } = await foreign.end();
		expect([...ends, exitCode]).toEqual([...ends.map(() => ({ exitCode: 0, stderr: '' })), 0]);
		expect(await deliver()).toMatchObject({ exitCode: 0 });

		const acknowledged = recorders.flatMap(({ finished }) => finished);
		const accounts = readAccounts(root);
		expect([...accounts.finished].toSorted()).toEqual(acknowledged.toSorted());
		// What counts as settled elsewhere was sent by the other program: anything else would be lost.
		const unsent = [...accounts.elsewhere].filter((runId) => accounts.finished.has(runId) && !drained.includes(runId));
		expect(unsent, `written over unseen: ${overwritten.join(', ')}`).toEqual([]);
		// Those of the other program that found no room are counted too.
		expect(unaccounted(accounts, portal.accepted()).length).toBeLessThanOrEqual(accounts.dropped);
		const ours = portal.accepted().filter(({ headers }) => accounts.finished.has(String(headers['idempotency-key'])));
		expect([...acceptances(ours).values()].filter(({ length }) => length > 1)).toEqual([]);

		const database = openDatabase(join(root, '.claude', 'murmur8.db'));
		restoreHistory(database);
		database.close();
		expect(await deliver()).toMatchObject({ exitCode: 0 });
		const path = join(root, '.claude', 'pipeline-history.json');
		const published = (JSON.parse(readFileSync(path, 'utf8')) as { runId?: string }[]).flatMap(
			({ runId }) => runId ?? [],
		);
		expect(published.toSorted()).toEqual(acknowledged.toSorted());
	});
});

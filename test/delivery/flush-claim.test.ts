import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DATABASE_FILE } from '../../source/adapters/paths.ts';
import { tryClaim } from '../../source/store/claims.ts';
import { openDatabase } from '../../source/store/database.ts';
import { listOutbox, putEvent } from '../../source/store/outbox.ts';
import { answer, busy, createPassWorld, delivered, noAnswer } from '../support/pass.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { NOW_MS, sampleEvent, temporaryDatabase } from '../support/store.ts';

const event = (runId: string) => sampleEvent(runId, { endpoint: '' });

describe('one process delivers at a time', () => {
	test('a second one leaves at once and says why', async () => {
		const world = createPassWorld();
		putEvent(world.database, event('a'));
		const claim = tryClaim(world.database, 'flush', NOW_MS, 60_000);
		expect(await world.flush()).toEqual({ delivered: 0, rejected: 0, isBusy: true });
		expect(world.requests).toEqual([]);
		claim?.release();
		expect(await world.flush()).toMatchObject({ delivered: 1, isBusy: false });
	});

	test('a claim that outlived every pass does not block for ever', async () => {
		const world = createPassWorld();
		putEvent(world.database, event('a'));
		tryClaim(world.database, 'flush', NOW_MS - 60_000, 60_000);
		expect(await world.flush()).toMatchObject({ delivered: 1, isBusy: false });
	});

	test('two over one database send every event once', async () => {
		const root = temporaryFolder();
		const one = createPassWorld(temporaryDatabase(root));
		const other = createPassWorld(temporaryDatabase(root));
		for (const runId of ['a', 'b', 'c']) putEvent(one.database, event(runId));
		const reports = await Promise.all([one.flush(), other.flush()]);
		expect(reports.map(({ isBusy }) => isBusy)).toEqual([false, true]);
		expect([...one.requests, ...other.requests].map(({ runId }) => runId)).toEqual(['a', 'b', 'c']);
	});
});

describe('an event that is queued behind the back of a pass', () => {
	test('is delivered by it', async () => {
		const root = temporaryFolder();
		const world = createPassWorld(temporaryDatabase(root));
		const other = openDatabase(join(root, DATABASE_FILE));
		putEvent(world.database, event('a'));
		world.onSend = ({ runId }) => {
			if (runId === 'a') putEvent(other, event('b'));
			return delivered();
		};
		expect(await world.flush()).toMatchObject({ delivered: 2 });
		other.close();
	});

	test('in its last moment, while it held the claim, is delivered too', async () => {
		const world = createPassWorld();
		const { database } = world;
		putEvent(database, event('a'));
		// What another process does between the last look into the outbox and the release: queue, find the claim taken, leave.
		database.exec(`CREATE TEMP TRIGGER late BEFORE DELETE ON claim WHEN NOT EXISTS (SELECT 1 FROM counter)
			BEGIN
				INSERT INTO counter VALUES ('late', 1);
				INSERT INTO outbox (run_id, envelope, body, audience, wire, endpoint, queued_at_ms)
				VALUES ('late', '{"runId":"late"}', CAST('late' AS BLOB), 'user-only', 'flat', '', ${NOW_MS});
			END`);
		expect(await world.flush()).toMatchObject({ delivered: 2, isBusy: false });
		expect(world.requests.map(({ runId }) => runId)).toEqual(['a', 'late']);
		expect(listOutbox(database)).toEqual([]);
	});

	test.each([
		['no answer', noAnswer()],
		['wrong settings', answer({ kind: 'configuration', statusCode: 401, reason: 'Unauthorized' })],
		['a pause that was asked for', busy(1_000)],
	])('waits where the pass was stopped by %s', async (_, result) => {
		const world = createPassWorld();
		putEvent(world.database, event('a'));
		world.onSend = ({ runId }) => {
			if (runId === 'a') putEvent(world.database, event('b'));
			return result;
		};
		await world.flush();
		expect(world.requests).toHaveLength(1);
		expect(listOutbox(world.database)).toHaveLength(2);
	});

	test('does not make a pass go round for ever when nothing can be delivered', async () => {
		const world = createPassWorld();
		putEvent(world.database, event('a'));
		world.onSend = ({ runId }) => {
			if (runId === 'a' && world.requests.length === 1) putEvent(world.database, event('b'));
			return busy();
		};
		await world.flush();
		expect(world.requests.length).toBeLessThanOrEqual(12);
		expect(listOutbox(world.database)).toHaveLength(2);
	});
});

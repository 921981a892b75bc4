import { expect, test } from 'vitest';
import { recordFinish } from '../../source/lifecycle/finish.ts';
import { recordStart } from '../../source/lifecycle/start.ts';
import { listHistory, recordEntry } from '../../source/store/history.ts';
import { listOutbox } from '../../source/store/outbox.ts';
import { syncPublished } from '../../source/store/published/sync.ts';
import { readRun } from '../../source/store/runs.ts';
import { createPublishedWorld, QUEUE_SETTING } from '../support/published.ts';
import { ACTIVE, recordingTools } from '../support/recording.ts';
import { NOW_MS } from '../support/store.ts';

const REQUEST = { status: 'success', feedbackWithheld: false } as const;

function startRun() {
	const world = createPublishedWorld();
	const tools = recordingTools(ACTIVE, { database: world.database, project: world.project });
	const runId = 'shared-run';
	recordStart(world.database, world.project, { runId, slug: 'user-auth', type: 'feature' }, NOW_MS);
	return { world, tools, runId };
}

/** A pipeline may call both programs with one id. The row of the other one made `run finish` fail as a whole. */
test('an event that another program queued for a run of ours does not keep it from ending', async () => {
	const { world, tools, runId } = startRun();
	world.write(world.queueFile, [{ runId, run: { slug: 'user-auth' } }]);
	await syncPublished(world.database, world.project, QUEUE_SETTING, NOW_MS);
	expect(await recordFinish(tools, runId, REQUEST)).toEqual({ kind: 'queued' });
	expect(readRun(world.database, runId)?.status).toBe('success');
	expect(listOutbox(world.database)).toMatchObject([{ runId, slug: 'user-auth' }]);
	expect(world.database.prepare('SELECT audience, wire FROM outbox').all()).toMatchObject([
		{ audience: 'user-only', wire: 'flat' },
	]);
});

/** An entry that was written while the run was in progress stood beside the run for ever. */
test.each(['ended', 'aborted'])(
	'what another program wrote of a run before it %s is one entry with it',
	async (how) => {
		const { world, tools, runId } = startRun();
		recordEntry(world.database, { runId, slug: 'user-auth', status: 'success', custom: { kept: true } }, NOW_MS);
		if (how === 'ended') await recordFinish(tools, runId, REQUEST);
		else recordStart(world.database, world.project, { runId: 'next', slug: 'user-auth', type: 'feature' }, NOW_MS + 5);
		const status = how === 'ended' ? 'success' : 'aborted';
		expect(listHistory(world.database)).toMatchObject([{ runId, status, custom: { kept: true } }]);
		expect(listHistory(world.database)).toHaveLength(1);
	},
);

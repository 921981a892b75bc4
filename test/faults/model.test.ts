import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { numberFrom } from '../support/chance.ts';
import { createCrashingDatabase } from '../support/crashing.ts';
import { fastFolder } from '../support/fast-folder.ts';
import { anySchedule, carryOutStep, type Step } from '../support/model-steps.ts';
import { ModelWorld } from '../support/model-world.ts';
import { answer, delivered } from '../support/pass.ts';

const SCHEDULES = numberFrom('MURMUR8_TEST_SCHEDULES', 10_000);
const SEED = numberFrom('MURMUR8_TEST_SEED', 240_663);
/** A bound against hanging for ever; nothing is timed by it. */
const LIMIT = { timeout: 900_000 };
/** An hour is the longest pause; it seems up to twice as long where the clock was set back meanwhile. */
const LONGEST_PAUSE_MS = 7_200_001;

const crashing = createCrashingDatabase();
const folder = fastFolder();
afterAll(() => {
	crashing.close();
	folder.remove();
});

function column(world: ModelWorld, sql: string): ReadonlySet<string> {
	return new Set(
		world.crashing.raw
			.prepare(sql)
			.all()
			.map((row) => String(Object.values(row)[0])),
	);
}

/** What is known of every event that was acknowledged, and that nothing is known of more than was dropped. */
function expectAccounted(world: ModelWorld): void {
	const settled = column(world, `SELECT run_id FROM delivery WHERE result IN ('rejected', 'expired')`);
	const elsewhere = column(world, `SELECT run_id FROM delivery WHERE result = 'elsewhere'`);
	const known = [world.stored, column(world, 'SELECT run_id FROM outbox'), settled, elsewhere];
	const unknown = [...world.acknowledged].filter((runId) => !known.some((runIds) => runIds.has(runId)));
	const dropped = Number([...column(world, `SELECT value FROM counter WHERE name = 'outbox.dropped'`)][0] ?? 0);
	expect(unknown.length).toBeLessThanOrEqual(dropped);
	expect([...elsewhere].filter((runId) => !world.drained.has(runId))).toEqual([]);
	expect(world.faults).toEqual([]);
	for (const [key, bodies] of world.sent) expect(bodies.size, key).toBe(1);
}

/** Whatever happened before: once the receiver is well and time has passed, nothing waits and the files are right. */
async function expectRecovery(world: ModelWorld): Promise<void> {
	const finished = column(world, `SELECT run_id FROM run WHERE status = 'success' AND hidden = 0`);
	world.pass(LONGEST_PAUSE_MS);
	await world.inProcess(undefined, async () => {
		await world.publish();
		await world.deliver({ audience: 'on', wire: 'envelope' }, () => ({ result: delivered(), isStored: true }));
		await world.publish();
	});
	expect(column(world, 'SELECT run_id FROM outbox')).toEqual(new Set());
	expect(world.read(world.queueFile)).toEqual([]);
	const published = world.read(world.historyFile).flatMap(({ runId }) => runId ?? []);
	const visible = column(world, `SELECT run_id FROM run WHERE status = 'success' AND hidden = 0`);
	expect(new Set(published)).toEqual(visible);
	expect(published.length).toBe(visible.size);
	expect([...visible].every((runId) => finished.has(runId))).toBe(true);
}

async function carryOut(steps: readonly Step[]): Promise<ModelWorld> {
	const world = new ModelWorld(crashing, folder.path);
	for (const step of steps) await carryOutStep(world, step);
	expectAccounted(world);
	await expectRecovery(world);
	expectAccounted(world);
	return world;
}

test(`${SCHEDULES} schedules keep every event; seed ${SEED}`, LIMIT, async () => {
	const totals = { events: 0, stored: 0, drained: 0 };
	const property = fc.asyncProperty(anySchedule, async (steps) => {
		const { acknowledged, stored, drained } = await carryOut(steps);
		totals.events += acknowledged.size;
		totals.stored += stored.size;
		totals.drained += drained.size;
	});
	await fc.assert(property, { numRuns: SCHEDULES, seed: SEED });
	const { events, stored, drained } = totals;
	// Schedules in which nothing happens would prove nothing.
	expect(events).toBeGreaterThan(SCHEDULES);
	expect(stored).toBeGreaterThan(SCHEDULES / 2);
	process.stdout.write(`${SCHEDULES} schedules: ${events} events, ${stored} delivered, ${drained} drained\n`);
});

test('the model notices a receiver that lies', async () => {
	const world = new ModelWorld(crashing, folder.path);
	await world.record();
	await world.deliver({ audience: 'on', wire: 'flat' }, () => ({
		result: answer({ kind: 'delivered', statusCode: 200 }),
		isStored: false,
	}));
	expect(() => expectAccounted(world)).toThrow();
});

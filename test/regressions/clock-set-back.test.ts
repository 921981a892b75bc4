import { expect, test } from 'vitest';
import { hasDueEvents, listOutbox, putEvent } from '../../source/store/outbox.ts';
import { busy, createPassWorld, delivered } from '../support/pass.ts';
import { NOW_MS, sampleEvent } from '../support/store.ts';

const YEAR_MS = 31_536_000_000;
const HOUR_MS = 3_600_000;

/** The receiver's pause is kept as a point in time: a clock that was a year ahead then held the event for a year. */
test('a clock that is set back does not hold an event longer than any pause', async () => {
	const world = createPassWorld();
	putEvent(world.database, sampleEvent('a', { endpoint: '' }));
	world.onSend = () => busy(7_000);
	await world.flush();
	expect(hasDueEvents(world.database, NOW_MS)).toBe(false);
	expect(hasDueEvents(world.database, NOW_MS + 7_000 - HOUR_MS)).toBe(false);
	world.clock.nowMs = NOW_MS - YEAR_MS;
	expect(hasDueEvents(world.database, world.clock.nowMs)).toBe(true);
	world.onSend = () => delivered();
	await world.flush();
	expect(listOutbox(world.database)).toEqual([]);
});

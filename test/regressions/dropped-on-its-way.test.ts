import { expect, test } from 'vitest';
import { readCounter } from '../../source/store/counters.ts';
import { DROPPED_COUNTER, putEvent } from '../../source/store/outbox.ts';
import { createPassWorld, delivered } from '../support/pass.ts';
import { sampleEvent } from '../support/store.ts';

const CAP = 50;

/** The oldest event is both the one on its way and the one that is dropped for want of room: it counted as lost. */
test('an event that was dropped while it was on its way and arrived is not counted as dropped', async () => {
	const world = createPassWorld();
	putEvent(world.database, sampleEvent('a', { endpoint: '' }));
	world.onSend = ({ runId }) => {
		if (runId === 'a') {
			for (let index = 0; index <= CAP; index++) putEvent(world.database, sampleEvent(`b${index}`, { endpoint: '' }));
		}
		return delivered();
	};
	expect(await world.flush()).toMatchObject({ delivered: 1 + CAP });
	// `b0` found no room and was never sent.
	expect(readCounter(world.database, DROPPED_COUNTER)).toBe(1);
});

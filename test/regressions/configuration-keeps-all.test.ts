import { expect, test } from 'vitest';
import { MAX_ATTEMPTS } from '../../source/core/delivery-outcome.ts';
import { listDeadLetters, listOutbox, putEvent } from '../../source/store/outbox.ts';
import { answer, createPassWorld } from '../support/pass.ts';
import { sampleEvent } from '../support/store.ts';

/** A wrong key used to count as attempts, so that the 26th pass gave events up. */
test('a wrong key costs no event, however many passes meet it', async () => {
	const world = createPassWorld();
	putEvent(world.database, sampleEvent('a', { endpoint: '' }));
	world.onSend = () => answer({ kind: 'configuration', statusCode: 401, reason: 'Unauthorized' });
	for (let pass = 0; pass < MAX_ATTEMPTS + 5; pass++) await world.flush();
	expect(listOutbox(world.database)).toMatchObject([{ runId: 'a' }]);
	expect(listDeadLetters(world.database)).toEqual([]);
});

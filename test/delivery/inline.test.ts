import { describe, expect, test } from 'vitest';
import { sinceProcessStartMs } from '../../source/adapters/runtime.ts';
import { flushInline } from '../../source/delivery/inline.ts';
import { listOutbox, putEvent } from '../../source/store/outbox.ts';
import { SENDER } from '../support/pass.ts';
import { startPortal } from '../support/portal.ts';
import { sampleEvent, temporaryDatabase, toBody } from '../support/store.ts';

describe('a pass in this process', () => {
	test('delivers to a real receiver', async () => {
		const portal = await startPortal();
		portal.behaviour = { status: 201, body: '{"id":"x"}' };
		const database = temporaryDatabase();
		const body = toBody('{"slug":"user-auth"}');
		putEvent(database, sampleEvent('run', { body, endpoint: '', queuedAtMs: Date.now() }));
		const settings = { ...SENDER, url: portal.url, key: portal.key };
		const report = await flushInline(database, settings, 'murmur8/0.0.0', Number.POSITIVE_INFINITY);
		expect(report).toMatchObject({ delivered: 1, isBusy: false });
		expect(portal.requests[0]?.raw).toEqual(Buffer.from(body));
		expect(listOutbox(database)).toEqual([]);
	});

	test('counts its limit from the start of the process: nothing is begun that is too late', async () => {
		const portal = await startPortal();
		const database = temporaryDatabase();
		putEvent(database, sampleEvent('run', { endpoint: '', queuedAtMs: Date.now() }));
		const report = await flushInline(database, { ...SENDER, url: portal.url }, 'murmur8/0.0.0', sinceProcessStartMs());
		expect(report).toMatchObject({ delivered: 0, stoppedBy: 'out of time' });
		expect(portal.requests).toEqual([]);
		expect(listOutbox(database)).toHaveLength(1);
	});
});

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DATABASE_FILE } from '../../source/adapters/paths.ts';
import { openDatabase } from '../../source/store/database.ts';
import { listOutbox, putEvent } from '../../source/store/outbox.ts';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';
import { sampleEvent, toBody } from '../support/store.ts';

const EVENTS = 50;

describe.each(RUNTIMES)('a full outbox on $name', (runtime) => {
	test('a receiver that accepts and never answers gets one request, and everything stays', async () => {
		const portal = await startPortal();
		portal.behaviour = 'silent';
		const sandbox = createSandbox(runtime, {
			MURMUR8_TELEMETRY_URL: portal.url,
			MURMUR8_TELEMETRY_KEY: portal.key,
			MURMUR8_TELEMETRY_TIMEOUT_MS: '300',
		});
		const database = openDatabase(join(sandbox.project, DATABASE_FILE));
		for (let index = 0; index < EVENTS; index++) {
			putEvent(database, sampleEvent(`run-${index}`, { endpoint: '', queuedAtMs: Date.now(), body: toBody('{}') }));
		}
		database.close();
		const { exitCode, stdout } = await sandbox.run(['telemetry', 'flush', '--json']);
		expect(exitCode).toBe(1);
		expect(JSON.parse(stdout)).toMatchObject({ delivered: 0, rejected: 0, waiting: EVENTS });
		expect(JSON.parse(stdout).stoppedBy).toContain('within 300 ms');
		expect(portal.requests).toHaveLength(1);
		const after = openDatabase(join(sandbox.project, DATABASE_FILE));
		expect(listOutbox(after).map(({ attempts }) => attempts)).toEqual([1, ...Array(EVENTS - 1).fill(0)]);
		after.close();
	});
});

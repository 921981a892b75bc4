import { type linkSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { listOutbox, putEvent } from '../../../source/store/outbox.ts';
import { NO_FILE, statOf } from '../../../source/store/published/changes.ts';
import { heldSinceMs } from '../../../source/store/published/file.ts';
import { createPublishedWorld, QUEUE_SETTING } from '../../support/published.ts';
import { temporaryFolder } from '../../support/sandbox.ts';
import { NOW_MS, sampleEvent } from '../../support/store.ts';

const moment = vi.hoisted((): { atReplacing: (() => void) | undefined } => ({ atReplacing: undefined }));

// All is real but the moment: between our reading of the file and our replacing it there is a link.
vi.mock('node:fs', async (importOriginal) => {
	const real = await importOriginal<typeof import('node:fs')>();
	const link: typeof linkSync = (existing, added) => {
		real.linkSync(existing, added);
		moment.atReplacing?.();
		moment.atReplacing = undefined;
	};
	return { ...real, default: { ...real, linkSync: link }, linkSync: link };
});

test('what was not seen to stand in a file never counts as older than the file', () => {
	const path = join(temporaryFolder(), 'telemetry-failed.json');
	expect(heldSinceMs(NO_FILE, path, NOW_MS)).toBe(NOW_MS);
	writeFileSync(path, '[]');
	const stat = statOf(path);
	expect(heldSinceMs(stat, path, NOW_MS)).toBe(stat.mtimeMs);
	utimesSync(path, NOW_MS / 1_000, NOW_MS / 1_000 + 5);
	expect(heldSinceMs(NO_FILE, path, NOW_MS)).toBe(statSync(path).mtimeMs);
	expect(heldSinceMs(stat, path, NOW_MS)).toBe(stat.mtimeMs);
});

// Once it counted as standing there since 1970, hence as seen by the other program, and was given up.
test('an event whose file replaced what another program wrote in the same moment is not lost when that writes on', async () => {
	const world = createPublishedWorld();
	const waiting = () => listOutbox(world.database).map(({ runId }) => runId);
	putEvent(world.database, sampleEvent('a'));
	await world.sync(QUEUE_SETTING);
	// Seen at work.
	for (const round of [1, 2]) {
		world.write(world.queueFile, [{ runId: 'a', round }]);
		await world.sync(QUEUE_SETTING);
	}
	putEvent(world.database, sampleEvent('b'));
	let wasReplaced = false;
	moment.atReplacing = () => {
		wasReplaced = true;
		world.write(world.queueFile, [{ runId: 'a', round: 3 }]);
	};
	await world.sync(QUEUE_SETTING);
	expect(wasReplaced).toBe(true);
	world.write(world.queueFile, [{ runId: 'a', round: 4 }]);
	await world.sync(QUEUE_SETTING);
	expect(waiting()).toEqual(['a', 'b']);
});

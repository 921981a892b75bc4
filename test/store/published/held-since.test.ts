import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NO_FILE, statOf } from '../../../source/store/published/changes.ts';
import { heldSinceMs } from '../../../source/store/published/file.ts';
import { temporaryFolder } from '../../support/sandbox.ts';
import { NOW_MS } from '../../support/store.ts';

// Once an event that another program wrote over unseen counted as standing in the queue file since 1970, hence as seen
// by that program, and was given up: ours had replaced what it wrote in the same moment.
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

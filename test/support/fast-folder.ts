import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder in memory where the system has one: thousands of schedules write two files each. */
export function fastFolder(): { readonly path: string; readonly remove: () => void } {
	let base = '/dev/shm';
	try {
		accessSync(base, constants.W_OK);
	} catch {
		base = tmpdir();
	}
	const path = mkdtempSync(join(base, 'murmur8-model-'));
	return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

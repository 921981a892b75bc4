import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Test input of other projects, beside this one; it is not copied into it. Where it is absent its tests are skipped. */
const folder = resolve(import.meta.dirname, '../../../shared/data');

/** The suite that tests of it stand in: `scripts/test.ts` lets them be skipped where nobody can install what they need. */
export const SHARED_DATA = 'shared data';

export const hasSharedData = (): boolean => existsSync(folder);

/** A file of it; undefined where there is none. */
export function readSharedData(name: string): Buffer | undefined {
	const path = resolve(folder, name);
	return existsSync(path) ? readFileSync(path) : undefined;
}

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Test input of another project, beside this one; it is not copied into it. */
const path = join(resolve(import.meta.dirname, '..', '..', '..'), '..', 'shared', 'data', 'stack-trace-fixtures.json');

/** Exceptions of nine languages by name; undefined where they are not there. */
export function readFixtures(): Readonly<Record<string, string>> | undefined {
	if (!existsSync(path)) return undefined;
	return JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, string>>;
}

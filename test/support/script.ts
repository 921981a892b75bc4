import { resolve } from 'node:path';

/** A module of the sources, for a script of another process to import. */
export const sourceModule = (path: string) => JSON.stringify(resolve(import.meta.dirname, '..', '..', 'source', path));

/** The command that runs a script with imports; types are stripped from what it imports. */
export const scriptCommand = (script: string, ...args: readonly string[]): readonly [string, ...string[]] => [
	process.execPath,
	'--disable-warning=ExperimentalWarning',
	'--input-type=module',
	'--eval',
	script,
	...args,
];

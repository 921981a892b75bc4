import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import type { Environment } from '../environment.ts';

export type Found = { readonly kind: 'found' | 'missing' } | { readonly kind: 'forbidden'; readonly code: string };

/** What execvp takes where the environment has no PATH. */
const WITHOUT_PATH = '/bin:/usr/bin';

function look(path: string): Found {
	try {
		if (!statSync(path).isFile()) return { kind: 'forbidden', code: 'EACCES' };
		accessSync(path, constants.X_OK);
		return { kind: 'found' };
	} catch (error) {
		const { code = '' } = error as NodeJS.ErrnoException;
		return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'missing' } : { kind: 'forbidden', code };
	}
}

/** Whether a command can be started, by the rules of execvp: the first that can be executed, else what stood in the way. */
export function findCommand(file: string, environment: Environment, cwd: string): Found {
	if (file.includes('/')) return look(resolve(cwd, file));
	if (file === '') return { kind: 'missing' };
	let found: Found = { kind: 'missing' };
	for (const folder of (environment['PATH'] ?? WITHOUT_PATH).split(delimiter)) {
		const next = look(resolve(cwd, folder, file));
		if (next.kind === 'found') return next;
		if (next.kind === 'forbidden') found = next;
	}
	return found;
}

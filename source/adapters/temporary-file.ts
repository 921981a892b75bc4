import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive } from './processes.ts';
import { randomUuid } from './random-id.ts';

const prefixOf = (path: string) => `.${basename(path).replace(/^\./, '')}.`;

/** A name beside `path` that nobody else uses. It tells who made it, so that what a killed process left can go. */
export function temporaryBeside(path: string): string {
	return join(dirname(path), `${prefixOf(path)}${process.pid}-${randomUuid()}.tmp`);
}

const OWNER = /\.(\d{1,10})-[0-9a-f-]{36}\.tmp$/;

function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder);
	} catch {
		// Writing is possible in a folder that may not be listed.
		return [];
	}
}

/**
 * Removes temporary files that killed processes left beside `path`. A process of another machine that shares the disk
 * looks dead from here: whoever uses such a file must bear its loss.
 */
export function sweepTemporaries(path: string): void {
	const prefix = prefixOf(path);
	for (const name of namesIn(dirname(path))) {
		const owner = name.startsWith(prefix) ? OWNER.exec(name)?.[1] : undefined;
		if (owner !== undefined && !isAlive(Number(owner))) rmSync(join(dirname(path), name), { force: true });
	}
}

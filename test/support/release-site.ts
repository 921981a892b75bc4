import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { NEXT_VERSION, standIn, VERSION, writeRelease } from './release.ts';

/** Folders of releases for the tests of one file, which only read them. */
export function createReleaseSite() {
	const site = realpathSync(mkdtempSync(join(tmpdir(), 'murmur8-site-')));
	beforeAll(() => {
		writeRelease(join(site, 'release'));
		writeRelease(join(site, 'next'), NEXT_VERSION);
		writeRelease(join(site, 'small'), VERSION, standIn(VERSION));
		writeRelease(join(site, 'small-next'), NEXT_VERSION, standIn(NEXT_VERSION));
	});
	afterAll(() => rmSync(site, { recursive: true, force: true }));
	return {
		site,
		/** Of the built binary. */
		release: join(site, 'release'),
		/** Of stand-ins for it. */
		small: join(site, 'small'),
		smallNext: join(site, 'small-next'),
	};
}

/** What a server of this folder answers. */
export const fileOf = (folder: string) => (path: string) => {
	const file = join(folder, path);
	return existsSync(file) ? readFileSync(file) : undefined;
};

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { findSources } from '../../../source/adapters/sources/find-sources.ts';
import { temporaryFolder } from '../../support/sandbox.ts';

let place: string;
let root: string;
beforeEach(() => {
	place = temporaryFolder();
	root = join(place, 'project');
	mkdirSync(root);
});

function write(...names: readonly string[]): void {
	for (const name of names) {
		mkdirSync(dirname(join(place, name)), { recursive: true });
		writeFileSync(join(place, name), name);
	}
}

const find = (optIn: readonly string[] = [], named: readonly string[] = []) => {
	const { sources, withoutOptIn, skipped } = findSources({ root, cwd: root, optIn, named });
	const short = (path: string) => path.replace(`${place}/`, '');
	return { sources: sources.map(short), withoutOptIn, skipped: skipped.map(({ path }) => short(path)) };
};
const LOGS = 'project/artifacts/telemetry-optin';
const LEAVES = `${LOGS}/away`;

test('without a folder of logs there is no source', () => {
	expect(find()).toEqual({ sources: [], withoutOptIn: 0, skipped: [] });
});

test('all of the folder, in order, but for what tells of the job', () => {
	write(`${LOGS}/b/run.log`, `${LOGS}/a.log`, `${LOGS}/b/murmur8-job.json`, `${LOGS}/z.xml`, 'project/other.log');
	expect(find().sources).toEqual([`${LOGS}/a.log`, `${LOGS}/z.xml`, `${LOGS}/b/run.log`]);
});

test('what is named without opt-in is only counted, were it there or not', () => {
	write(`${LOGS}/a.log`, 'project/other.log', 'project/artifacts/telemetry-optin-not/b.log');
	const named = ['other.log', 'missing.log', 'artifacts/telemetry-optin-not/b.log', 'artifacts/telemetry-optin/a.log'];
	expect(find([], named)).toEqual({ sources: [`${LOGS}/a.log`], withoutOptIn: 3, skipped: [] });
	expect(find([], ['artifacts/telemetry-optin/../../other.log'])).toMatchObject({ sources: [], withoutOptIn: 1 });
});

test('somebody may vouch for files and folders anywhere; each counts once', () => {
	write('elsewhere/a.log', 'elsewhere/b/c.log', `${LOGS}/a.log`);
	symlinkSync(join(place, 'elsewhere'), join(place, 'link'));
	const found = find(['../elsewhere', '../elsewhere/a.log', '../link', 'artifacts/telemetry-optin', '../missing']);
	expect(found.sources).toEqual([`${LOGS}/a.log`, 'elsewhere/a.log', 'elsewhere/b/c.log']);
	expect(found.skipped).toEqual(['missing']);
});

test('no symlink leads out of a folder; inside of it one may', () => {
	write(`${LOGS}/a.log`, 'private/secret.log');
	symlinkSync(join(place, 'private'), join(place, LEAVES));
	symlinkSync('../../../private/secret.log', join(place, LOGS, 'b.log'));
	symlinkSync('nowhere', join(place, LOGS, 'c.log'));
	symlinkSync('a.log', join(place, LOGS, 'd.log'));
	symlinkSync('.', join(place, LOGS, 'circle'));
	expect(find()).toEqual({
		sources: [`${LOGS}/a.log`],
		withoutOptIn: 0,
		skipped: [LEAVES, `${LOGS}/b.log`, `${LOGS}/c.log`],
	});
	expect(find([], ['artifacts/telemetry-optin/away/secret.log']).sources).toEqual([]);
});

test.each(['project/artifacts', LOGS])('%s as a symlink opens nothing', (link) => {
	write('private/telemetry-optin/secret.log');
	mkdirSync(dirname(join(place, link)), { recursive: true });
	symlinkSync(join(place, 'private', link === LOGS ? 'telemetry-optin' : ''), join(place, link));
	expect(find().sources).toEqual([]);
});

import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureFeatureIdIn } from '../../source/adapters/feature-id-file.ts';
import { backupOf } from '../../source/store/published/guard.ts';
import { keepFile } from '../../source/store/published/keep.ts';
import { writePublished } from '../../source/store/published/write.ts';
import { createPublishedWorld } from '../support/published.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { NOW_MS } from '../support/store.ts';

/** The thinnest edge: the one call that such a file system refuses. Real mounts are in network-mount.test.ts. */
const CODES = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'ENOSYS'] as const;
const refusing = (code: string) => () => {
	throw Object.assign(new Error(`${code}: not here`), { code });
};

describe.each(CODES)('where a link is refused with %s', (code) => {
	test('a published file is replaced, and nothing is left', () => {
		const world = createPublishedWorld();
		writeFileSync(world.historyFile, '[1]', { mode: 0o600 });
		const replacement = { path: world.historyFile, root: world.project.dataRoot, expected: '[1]', text: '[2]' };
		expect(writePublished(replacement, NOW_MS, refusing(code))).toMatchObject({ kind: 'written' });
		expect(readFileSync(world.historyFile, 'utf8')).toBe('[2]');
		expect(world.debris()).toEqual([]);
	});

	test('a spec gets an id', () => {
		const folder = temporaryFolder();
		const spec = join(folder, 'FEATURE_SPEC.md');
		writeFileSync(spec, '# A\n');
		const id = ensureFeatureIdIn(spec, undefined, refusing(code));
		expect(readFileSync(spec, 'utf8')).toBe(`---\nfeatureId: ${id}\n---\n# A\n`);
		expect(readdirSync(folder)).toEqual(['FEATURE_SPEC.md']);
	});
});

test.each(['EACCES', 'EROFS', 'EIO'])('%s is no lack of links but an error', (code) => {
	const world = createPublishedWorld();
	writeFileSync(world.historyFile, '[1]');
	const replacement = { path: world.historyFile, root: world.project.dataRoot, expected: '[1]', text: '[2]' };
	expect(() => writePublished(replacement, NOW_MS, refusing(code))).toThrow(code);
	expect(readFileSync(world.historyFile, 'utf8')).toBe('[1]');
	expect(world.debris()).toEqual([]);
});

describe('the copy', () => {
	const keep = (path: string) => keepFile(path, refusing('EPERM'));

	test('is put back where the file was replaced by a short one', () => {
		const world = createPublishedWorld();
		writeFileSync(world.historyFile, '[1]', { mode: 0o600 });
		const kept = keep(world.historyFile);
		writeFileSync(`${world.historyFile}-short`, '[');
		// A rename, as conf does it.
		process.getBuiltinModule('node:fs').renameSync(`${world.historyFile}-short`, world.historyFile);
		kept.putBack();
		kept.drop();
		expect(readFileSync(world.historyFile, 'utf8')).toBe('[1]');
		expect(statSync(world.historyFile).mode & 0o777).toBe(0o600);
		expect(world.debris()).toEqual([]);
	});

	test('does not undo what another program wrote into a file that was not replaced', () => {
		const world = createPublishedWorld();
		writeFileSync(world.historyFile, '[1]');
		const kept = keep(world.historyFile);
		writeFileSync(world.historyFile, '[{"slug":"theirs"}]');
		kept.putBack();
		kept.drop();
		expect(readFileSync(world.historyFile, 'utf8')).toBe('[{"slug":"theirs"}]');
	});

	test('shows what was written into the old file at the last moment', () => {
		const world = createPublishedWorld();
		writeFileSync(world.historyFile, '[1]');
		const { closeSync, openSync, renameSync, writeSync } = process.getBuiltinModule('node:fs');
		const theirs = openSync(world.historyFile, 'r+');
		const kept = keep(world.historyFile);
		writeFileSync(`${world.historyFile}-new`, '[2]');
		renameSync(`${world.historyFile}-new`, world.historyFile);
		writeSync(theirs, '[3]', 0);
		closeSync(theirs);
		expect(kept.read()).toBe('[3]');
		kept.drop();
		expect(world.debris()).toEqual([]);
	});

	test('that a killed process left half is not taken for the good file', async () => {
		const world = createPublishedWorld();
		writeFileSync(world.historyFile, '[{"slug":"mine"}');
		writeFileSync(backupOf(world.historyFile), '[{"sl');
		await world.sync();
		expect(world.read(world.historyFile)).toEqual([{ slug: 'mine' }]);
		expect(world.debris().filter((name) => !name.includes('.corrupt-'))).toEqual([]);
	});
});

describe('a proposal that is not whole', () => {
	const PROPOSAL = '.FEATURE_SPEC.md.feature-id';
	const ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

	test.each<[string, (path: string) => void]>([
		['empty', (path) => writeFileSync(path, '')],
		['torn', (path) => writeFileSync(path, ID.slice(0, 20))],
		['a link to nothing', (path) => symlinkSync(`${path}-missing`, path)],
	])('(%s) is waited for, then replaced', (what, make) => {
		const folder = temporaryFolder();
		const spec = join(folder, 'FEATURE_SPEC.md');
		writeFileSync(spec, '# A\n');
		make(join(folder, PROPOSAL));
		const work = () => ensureFeatureIdIn(spec, () => ID, refusing('EPERM'));
		if (what === 'a link to nothing') expect(work).toThrow(/no agreement/);
		else expect(work()).toBe(ID);
		expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
		expect(readFileSync(spec, 'utf8').endsWith('# A\n')).toBe(true);
	});

	test('temporary files of dead processes go, those of living ones stay', () => {
		const folder = join(temporaryFolder(), 'feature');
		mkdirSync(folder);
		const spec = join(folder, 'FEATURE_SPEC.md');
		writeFileSync(spec, `---\nfeatureId: ${ID}\n---\n`);
		const dead = `.FEATURE_SPEC.md.feature-id.${2 ** 22 + 1}-${ID}.tmp`;
		const living = `.FEATURE_SPEC.md.${process.pid}-${ID}.tmp`;
		for (const name of [dead, living]) writeFileSync(join(dirname(spec), name), '');
		expect(ensureFeatureIdIn(spec)).toBe(ID);
		expect(readdirSync(folder).toSorted()).toEqual([living, 'FEATURE_SPEC.md'].toSorted());
	});
});

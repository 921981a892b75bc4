import { randomUUID } from 'node:crypto';
import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureFeatureId, ensureFeatureIdIn } from '../../source/adapters/feature-id-file.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo, unprivileged } from '../support/special-files.ts';

const ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const PROPOSAL = '.FEATURE_SPEC.md.feature-id';

function specWith(content: string | Uint8Array): { readonly folder: string; readonly path: string } {
	const folder = temporaryFolder();
	const path = join(folder, 'FEATURE_SPEC.md');
	writeFileSync(path, content);
	return { folder, path };
}

/** Odd beginnings of a spec: `before` and `after` in latin1, so that every byte counts. */
const SPECS: readonly (readonly [name: string, before: string, after: string])[] = [
	['no frontmatter', '# A\n', `---\nfeatureId: ${ID}\n---\n# A\n`],
	['CRLF', '# A\r\nb\r\n', `---\r\nfeatureId: ${ID}\r\n---\r\n# A\r\nb\r\n`],
	['frontmatter', '---\ntitle: A\n---\n# A', `---\nfeatureId: ${ID}\ntitle: A\n---\n# A`],
	['CRLF frontmatter', '---\r\na: b\r\n---\r\n', `---\r\nfeatureId: ${ID}\r\na: b\r\n---\r\n`],
	['a byte order mark', '\xEF\xBB\xBF---\na: b\n---\n', `\xEF\xBB\xBF---\nfeatureId: ${ID}\na: b\n---\n`],
	['no line end behind the fence', '---\na: b\n---', `---\nfeatureId: ${ID}\na: b\n---`],
	['spaces behind the fence', '---  \na: b\n---\t\n', `---  \nfeatureId: ${ID}\na: b\n---\t\n`],
	['a blank line before', '\n---\na: b\n---\n', `\n---\nfeatureId: ${ID}\na: b\n---\n`],
	['an empty value', '---\nfeatureId:\na: b\n---\n', `---\nfeatureId: ${ID}\na: b\n---\n`],
	[
		'bytes that are no UTF-8',
		'---\na: \xFF\xFE\xC3\n---\n\x80\x00',
		`---\nfeatureId: ${ID}\na: \xFF\xFE\xC3\n---\n\x80\x00`,
	],
	['a fence that never closes', '---\n\xFFtext', `---\nfeatureId: ${ID}\n---\n---\n\xFFtext`],
	['nothing', '', `---\nfeatureId: ${ID}\n---\n`],
];

describe('an id is written', () => {
	test.each(SPECS)('into a spec with %s, and every other byte stays', (_, before, after) => {
		const { folder, path } = specWith(Buffer.from(before, 'latin1'));
		expect(ensureFeatureIdIn(path, () => ID)).toBe(ID);
		expect(readFileSync(path, 'latin1')).toBe(after);
		expect(ensureFeatureIdIn(path, () => randomUUID())).toBe(ID);
		expect(readFileSync(path, 'latin1')).toBe(after);
		expect(readdirSync(folder)).toEqual(['FEATURE_SPEC.md']);
	});

	test.each([0o600, 0o644, 0o664, 0o755])('and the mode stays %o', (mode) => {
		const { path } = specWith('# A\n');
		chmodSync(path, mode);
		ensureFeatureIdIn(path);
		expect(statSync(path).mode & 0o777).toBe(mode);
	});

	test('through a symlink, which stays one', () => {
		const { folder, path } = specWith('# A\n');
		const link = join(folder, 'link.md');
		symlinkSync('FEATURE_SPEC.md', link);
		expect(ensureFeatureIdIn(link, () => ID)).toBe(ID);
		expect([lstatSync(link).isSymbolicLink(), readlinkSync(link)]).toEqual([true, 'FEATURE_SPEC.md']);
		expect(readFileSync(path, 'utf8')).toContain(ID);
		expect(readdirSync(folder)).toEqual(['FEATURE_SPEC.md', 'link.md']);
	});

	test('as a UUID v4 of its own where none is given', () => {
		const [one, other] = [specWith('# A\n'), specWith('# A\n')].map(({ path }) => ensureFeatureIdIn(path));
		expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
		expect(one).not.toBe(other);
	});
});

test.each(['mine', '"mine"', "'mine'", 'mine # since 2024', '"ü 語"'])('an id that is there stays: %s', (value) => {
	const { folder, path } = specWith(`---\nfeatureId: ${value}\n---\n`);
	expect(ensureFeatureIdIn(path, () => ID)).toBe(value.includes('ü') ? 'ü 語' : 'mine');
	expect(readFileSync(path, 'utf8')).toBe(`---\nfeatureId: ${value}\n---\n`);
	expect(readdirSync(folder)).toEqual(['FEATURE_SPEC.md']);
});

describe('a proposal that was left behind', () => {
	test('is carried out', () => {
		const { folder, path } = specWith('# A\n');
		writeFileSync(join(folder, PROPOSAL), ID);
		expect(ensureFeatureIdIn(path, randomUUID)).toBe(ID);
		expect(readFileSync(path, 'utf8')).toBe(`---\nfeatureId: ${ID}\n---\n# A\n`);
		expect(readdirSync(folder)).toEqual(['FEATURE_SPEC.md']);
	});

	test.each(['', 'garbage', `${ID}\n${ID}`, `${ID}x`])('with %j in it is removed', (content) => {
		const { folder, path } = specWith('# A\n');
		writeFileSync(join(folder, PROPOSAL), content);
		expect(ensureFeatureIdIn(path, () => ID)).toBe(ID);
		expect(readdirSync(folder)).toEqual(['FEATURE_SPEC.md']);
	});
});

describe('where it can’t be done', () => {
	test('a folder that may not be written is an error, and the spec is as it was', () => {
		const { folder, path } = specWith('# A\n');
		chmodSync(folder, 0o555);
		expect(() => unprivileged(() => ensureFeatureIdIn(path))).toThrow(/EACCES/);
		chmodSync(folder, 0o700);
		expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['# A\n', ['FEATURE_SPEC.md']]);
	});

	test('a missing spec is an error', () => {
		expect(() => ensureFeatureIdIn(join(temporaryFolder(), 'FEATURE_SPEC.md'))).toThrow(/ENOENT/);
	});
});

describe('the spec of a feature', () => {
	function project(): { readonly root: string; readonly spec: string } {
		const root = temporaryFolder();
		const folder = join(root, '.blueprint', 'features', 'feature_a');
		mkdirSync(folder, { recursive: true });
		return { root, spec: join(folder, 'FEATURE_SPEC.md') };
	}

	test('is given an id', () => {
		const { root, spec } = project();
		writeFileSync(spec, '# A\n');
		const id = ensureFeatureId(root, 'a');
		expect(readFileSync(spec, 'utf8')).toBe(`---\nfeatureId: ${id}\n---\n# A\n`);
	});

	test('that is missing, unsafe to name or no file has none', () => {
		const { root, spec } = project();
		expect([ensureFeatureId(root, 'a'), ensureFeatureId(root, '../a'), ensureFeatureId(root, 'b')]).toEqual(
			Array(3).fill(undefined),
		);
		makeFifo(spec);
		expect(ensureFeatureId(root, 'a')).toBeUndefined();
	});

	test('that lies outside the project has none and is not touched', () => {
		const { root, spec } = project();
		const outside = join(temporaryFolder(), 'spec.md');
		writeFileSync(outside, '# A\n');
		symlinkSync(outside, spec);
		expect(ensureFeatureId(root, 'a')).toBeUndefined();
		expect(readFileSync(outside, 'utf8')).toBe('# A\n');
		expect(existsSync(spec)).toBe(true);
	});
});

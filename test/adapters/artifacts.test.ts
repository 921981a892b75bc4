import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { artifactText, compressArtifact, readArtifacts } from '../../source/adapters/artifacts.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { SEEDED } from '../support/seed.ts';
import { makeFifo } from '../support/special-files.ts';

const LARGEST = 8 * 1024 * 1024;

/** A project with one feature; gives its root and the folder of the feature. */
function featureWith(files: Readonly<Record<string, string | Uint8Array>>) {
	const base = temporaryFolder();
	const root = join(base, 'project');
	const folder = join(root, '.blueprint', 'features', 'feature_user-auth');
	mkdirSync(folder, { recursive: true });
	for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
	return { base, root, folder };
}

const bytesOf = (gzipBase64: string) => gunzipSync(Buffer.from(gzipBase64, 'base64'));

describe('a compressed artifact', () => {
	test('gives the exact bytes back', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
				expect([...bytesOf(compressArtifact(bytes))]).toEqual([...bytes]);
			}),
			SEEDED,
		);
	});

	test('gives the text back', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
				expect(artifactText(compressArtifact(text))).toBe(text);
			}),
			SEEDED,
		);
	});

	test('is the same for the same bytes, and holds no time', () => {
		const once = compressArtifact('# User auth\n');
		expect(compressArtifact(Buffer.from('# User auth\n'))).toBe(once);
		expect([...Buffer.from(once, 'base64').subarray(4, 8)]).toEqual([0, 0, 0, 0]);
		expect(once).toMatch(/^[A-Za-z0-9+/]+=*$/);
	});

	test('that is a bomb is not blown up', () => {
		expect(() => artifactText(compressArtifact(new Uint8Array(LARGEST + 1)))).toThrow();
		expect(artifactText(compressArtifact(new Uint8Array(LARGEST)))).toHaveLength(LARGEST);
	});
});

describe('the artifacts of a feature', () => {
	test('are the spec and the stories by name, each with its bytes', () => {
		const odd = Uint8Array.of(0x23, 0x20, 0xff, 0xfe, 0x00, 0x0d, 0x0a);
		const given = {
			'story-logout.md': 'b\r\n',
			'story-login.md': '\uFEFFé 語',
			'FEATURE_SPEC.md': odd,
			'story-.md': '',
		};
		const { root } = featureWith(given);
		const { files, dropped } = readArtifacts(root, 'user-auth');
		expect(files.map(({ name }) => name)).toEqual([
			'FEATURE_SPEC.md',
			'story-.md',
			'story-login.md',
			'story-logout.md',
		]);
		expect(files.map(({ bytes }) => bytes)).toEqual([
			Buffer.from(odd),
			Buffer.from(''),
			Buffer.from('\uFEFFé 語'),
			Buffer.from('b\r\n'),
		]);
		expect(dropped).toEqual([]);
	});

	test.each([
		'README.md',
		'story-login.txt',
		'Story-login.md',
		'a-story-login.md',
		'story-login.md.bak',
		'feature_spec.md',
	])('do not include %s', (name) => {
		const { root } = featureWith({ [name]: 'text' });
		expect(readArtifacts(root, 'user-auth')).toEqual({ files: [], dropped: [] });
	});

	test.each(['../user-auth', 'user-auth/../user-auth', '..', 'con', '', 'missing', 'user-auth\0'])(
		'of the slug %j are none',
		(slug) => {
			const { root } = featureWith({ 'FEATURE_SPEC.md': 'text' });
			expect(readArtifacts(root, slug)).toEqual({ files: [], dropped: [] });
		},
	);

	test('are none where the folder is a file', () => {
		const { root, folder } = featureWith({});
		writeFileSync(join(folder, '..', 'feature_file'), '');
		expect(readArtifacts(root, 'file')).toEqual({ files: [], dropped: [] });
	});
});

describe('a file is left out and named', () => {
	test('where it is a link that leaves the project', () => {
		const { base, root, folder } = featureWith({ 'story-a.md': 'kept' });
		writeFileSync(join(base, 'private'), 'private');
		symlinkSync(join(base, 'private'), join(folder, 'FEATURE_SPEC.md'));
		symlinkSync('missing', join(folder, 'story-b.md'));
		const { files, dropped } = readArtifacts(root, 'user-auth');
		expect(files.map(({ name }) => name)).toEqual(['story-a.md']);
		expect(dropped).toEqual(['FEATURE_SPEC.md', 'story-b.md']);
	});

	test('where it is no regular file', () => {
		const { root, folder } = featureWith({});
		makeFifo(join(folder, 'FEATURE_SPEC.md'));
		mkdirSync(join(folder, 'story-folder.md'));
		expect(readArtifacts(root, 'user-auth')).toEqual({
			files: [],
			dropped: ['FEATURE_SPEC.md', 'story-folder.md'],
		});
	});

	test('where it is too large', () => {
		const { root } = featureWith({
			'story-large.md': new Uint8Array(LARGEST + 1),
			'story-fits.md': new Uint8Array(LARGEST),
		});
		const { files, dropped } = readArtifacts(root, 'user-auth');
		expect(files.map(({ name }) => name)).toEqual(['story-fits.md']);
		expect(dropped).toEqual(['story-large.md']);
	});

	test('but not where it is a link within the project', () => {
		const { root, folder } = featureWith({});
		writeFileSync(join(root, 'shared.md'), 'shared');
		symlinkSync(join(root, 'shared.md'), join(folder, 'story-shared.md'));
		expect(readArtifacts(root, 'user-auth').files).toEqual([{ name: 'story-shared.md', bytes: Buffer.from('shared') }]);
	});
});

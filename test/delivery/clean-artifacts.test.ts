import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compressArtifact } from '../../source/adapters/artifacts.ts';
import { packArtifacts, repackArtifacts } from '../../source/delivery/clean-artifacts.ts';
import { replaceSecrets } from '../../source/failures/secrets.ts';
import { SEEDED } from '../core/property.ts';
import { SECRETS } from '../support/secrets.ts';

const [, KEY = ''] = SECRETS[0] ?? [];
const unpack = (data: unknown) => gunzipSync(Buffer.from(String(data), 'base64'));

describe('files of a feature', () => {
	test('leave without their secrets, packed and as text, and are counted', () => {
		const files = [
			{ name: 'FEATURE_SPEC.md', bytes: Buffer.from(`# Spec\r\n${KEY}\r\n`) },
			{ name: 'story-a.md', bytes: Buffer.from(`\uFEFF語 ${KEY}, ${KEY}`) },
			{ name: 'story-b.md', bytes: Buffer.from('nothing') },
		];
		const { artifacts, replaced } = packArtifacts(files, replaceSecrets);
		const clean = ['# Spec\r\n<TOKEN>\r\n', '\uFEFF語 <TOKEN>, <TOKEN>', 'nothing'];
		expect(artifacts.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
		expect(artifacts.map(({ gzipBase64 }) => unpack(gzipBase64).toString())).toEqual(clean);
		expect(artifacts.map(({ text }) => text)).toEqual(clean);
		expect(replaced).toEqual({ 'murmur8-key': 3 });
	});

	test('are byte for byte what they were where they hold none', () => {
		const hasSecret = (bytes: Uint8Array) =>
			Object.keys(packArtifacts([{ name: 'a', bytes }], replaceSecrets).replaced).length > 0;
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
				fc.pre(!hasSecret(bytes));
				const [artifact] = packArtifacts([{ name: 'a', bytes }], replaceSecrets).artifacts;
				expect(unpack(artifact?.gzipBase64)).toEqual(Buffer.from(bytes));
				expect(artifact?.text).toBe(Buffer.from(bytes).toString('utf8'));
			}),
			SEEDED,
		);
	});

	test('are compressed once they are many bytes together', () => {
		const text = 'As a user, I log in.\n'.repeat(1_000);
		const files = ['a', 'b'].map((name) => ({ name, bytes: Buffer.from(text) }));
		const { artifacts } = packArtifacts(files, replaceSecrets);
		for (const { gzipBase64 } of artifacts) {
			expect(gzipBase64.length).toBeLessThan(1_000);
			expect(unpack(gzipBase64).toString()).toBe(text);
		}
		// One of them alone is not worth loading zlib for.
		const [alone] = packArtifacts(files.slice(1), replaceSecrets).artifacts;
		expect(alone?.gzipBase64.length).toBeGreaterThan(text.length);
		expect(unpack(alone?.gzipBase64).toString()).toBe(text);
	});

	test('that are no UTF-8 lose the secret and no other byte', () => {
		const bytes = Buffer.concat([Buffer.of(0xff, 0xfe, 0x00, 0x20), Buffer.from(KEY), Buffer.of(0x0d, 0xc3, 0x28)]);
		const [artifact] = packArtifacts([{ name: 'FEATURE_SPEC.md', bytes }], replaceSecrets).artifacts;
		const expected = [Buffer.of(0xff, 0xfe, 0x00, 0x20), Buffer.from('<TOKEN>'), Buffer.of(0x0d, 0xc3, 0x28)];
		expect(unpack(artifact?.gzipBase64)).toEqual(Buffer.concat(expected));
	});
});

describe('artifacts that somebody else packed', () => {
	test('are packed again where they hold a secret, and else left as they are', () => {
		const theirs = gzipSync('# Spec', { level: 1 }).toString('base64');
		const { artifacts, texts } = repackArtifacts(
			{ 'FEATURE_SPEC.md': theirs, 'story-a.md': compressArtifact(KEY) },
			replaceSecrets,
		);
		expect(artifacts['FEATURE_SPEC.md']).toBe(theirs);
		expect(unpack(artifacts['story-a.md']).toString()).toBe('<TOKEN>');
		expect([...texts]).toEqual([
			['FEATURE_SPEC.md', '# Spec'],
			['story-a.md', '<TOKEN>'],
		]);
	});

	test.each([
		['is no gzip', `see ${KEY}`, 'see <TOKEN>'],
		['is cut short', compressArtifact('# Spec').slice(0, 20), compressArtifact('# Spec').slice(0, 20)],
		['is empty', '', ''],
		['is a number', 7, 7],
		['is nothing', null, null],
		['is a list', [KEY], [KEY]],
	])('one that %s is cleaned as it is, without a text', (_, data, expected) => {
		const { artifacts, texts } = repackArtifacts({ 'FEATURE_SPEC.md': data }, replaceSecrets);
		expect(artifacts).toEqual({ 'FEATURE_SPEC.md': expected });
		expect([...texts]).toEqual([]);
	});

	test('under a name that objects have of their own are kept', () => {
		const given = JSON.parse(`{"__proto__":"${compressArtifact('a')}"}`) as Record<string, unknown>;
		expect(Object.keys(repackArtifacts(given, replaceSecrets).artifacts)).toEqual(['__proto__']);
	});
});

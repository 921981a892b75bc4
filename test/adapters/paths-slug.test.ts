import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { featureFolder, isInside, isPathSafeSlug } from '../../source/adapters/paths.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { SEEDED } from '../support/seed.ts';

describe('a slug', () => {
	test.each([
		...[
			'user-auth',
			'user_auth',
			'UserAuth2',
			'v1.2',
			'a b',
			'ünïcode-語-🎉',
			'.hidden',
			'-x',
			'console',
			'com',
			'com10',
		],
		...['~', '$HOME', '`id`', '%2e%2e%2f', 'a'.repeat(200), 'ü'.repeat(100)],
	])('%j may be part of a file name', (slug) => {
		expect(isPathSafeSlug(slug)).toBe(true);
	});

	test.each([
		...[
			'a/b',
			'a\\b',
			'/a',
			'..',
			'a..b',
			'../../etc',
			'a:b',
			'a*',
			'a?',
			'a"b',
			'<a',
			'a>',
			'a|b',
			'a\0',
			'a\nb',
			'\u007F',
		],
		...['con', 'CON', 'nul', 'aux.md', 'prn', 'COM1', 'lpt9.txt', 'a'.repeat(201), 'ü'.repeat(101), '🎉'.repeat(51)],
	])('%j may not', (slug) => {
		expect(isPathSafeSlug(slug)).toBe(false);
		expect(featureFolder(temporaryFolder(), slug)).toBeUndefined();
	});

	test('of any kind gives no folder that lies outside the project', () => {
		const root = realpathSync(temporaryFolder());
		const features = join(root, '.blueprint', 'features');
		mkdirSync(join(features, 'feature_a'), { recursive: true });
		const word = fc.constantFrom('a', '..', '.', '/', '\\', '\0', 'feature_a', '%2f', '\u2215', '\uFF0E\uFF0E');
		const slug = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.array(word).map((words) => words.join('')),
		);
		fc.assert(
			fc.property(slug, (text) => {
				const folder = featureFolder(root, text);
				expect(folder === undefined || folder.startsWith(`${features}${sep}feature_`)).toBe(true);
			}),
			SEEDED,
		);
	});
});

describe('the folder of a feature', () => {
	function projectWith(target: string): string {
		const base = realpathSync(temporaryFolder());
		const root = join(base, 'project');
		mkdirSync(join(root, '.blueprint', 'features', 'feature_real'), { recursive: true });
		mkdirSync(join(base, 'outside'));
		symlinkSync(target, join(root, '.blueprint', 'features', 'feature_linked'));
		return root;
	}

	test('is where it is', () => {
		const root = projectWith('feature_real');
		expect(featureFolder(root, 'real')).toBe(join(root, '.blueprint', 'features', 'feature_real'));
		expect(featureFolder(root, 'missing')).toBeUndefined();
	});

	test.each([
		['feature_real', true],
		['../../../outside', false],
		['../../..', false],
		['/', false],
		['missing', false],
	])('that is a link to %s: accepted %s', (target, isAccepted) => {
		expect(featureFolder(projectWith(target), 'linked') !== undefined).toBe(isAccepted);
	});

	test('below a .blueprint that leads elsewhere is refused', () => {
		const base = realpathSync(temporaryFolder());
		mkdirSync(join(base, 'outside', 'features', 'feature_a'), { recursive: true });
		mkdirSync(join(base, 'project'));
		symlinkSync('../outside', join(base, 'project', '.blueprint'));
		expect(featureFolder(join(base, 'project'), 'a')).toBeUndefined();
	});
});

test('inside is what is there, whatever the names have in common', () => {
	const base = realpathSync(temporaryFolder());
	for (const name of ['project', 'project-2', 'project/a']) mkdirSync(join(base, name));
	const root = join(base, 'project');
	expect(
		[root, join(root, 'a'), join(base, 'project-2'), base, join(root, 'missing')].map((path) => isInside(root, path)),
	).toEqual([true, true, false, false, false]);
	expect(isInside('/', root)).toBe(true);
});

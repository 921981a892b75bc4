import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Codeowners } from '../../../source/failures/owners/codeowners.ts';
import { SEEDED } from '../../core/property.ts';

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');
const segmentSource = (segment: string): string => escaped(segment).replaceAll('*', '[^/]*').replaceAll('?', '[^/]');

/** The same rules by another way: one expression a pattern, every one of them tried. */
function reference(pattern: string): RegExp {
	const isFolder = pattern.endsWith('/');
	const inner = pattern.replace(/^\//, '').replace(/\/$/, '');
	if (inner === '') return /(?!)/;
	const isAnchored = pattern.startsWith('/') || inner.includes('/');
	const segments = inner.split('/');
	const last = segments.at(-1);
	let source = isAnchored ? '^' : '^(?:.*/)?';
	while (segments.at(-1) === '**') segments.pop();
	for (const [index, segment] of segments.entries()) {
		const isEnd = index === segments.length - 1;
		if (segment === '**') source += '(?:.*/)?';
		else source += segmentSource(segment) + (isEnd ? '' : '/');
	}
	if (last === '**') return new RegExp(segments.length === 0 ? '^.' : `${source}/.`);
	if (isFolder) return new RegExp(`${source}/.`);
	return new RegExp(isAnchored && last === '*' ? `${source}$` : `${source}(?:/|$)`);
}

const name = fc.constantFrom('a', 'b', 'ab', 'a.ts', 'b.ts', 'test-a', 'x');
const part = fc.oneof(
	{ weight: 3, arbitrary: name },
	{ weight: 2, arbitrary: fc.constantFrom('*', '**', '*.ts', 'a*', '?', '*a*', 'test-*', '*b.ts', 'a?ts', '*-*') },
);
const pattern = fc
	.tuple(fc.boolean(), fc.array(part, { minLength: 1, maxLength: 4 }), fc.boolean())
	.map(([isRooted, parts, isFolder]) => `${isRooted ? '/' : ''}${parts.join('/')}${isFolder ? '/' : ''}`);
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join('/'));

test('the trie finds the rule that trying all of them finds', () => {
	fc.assert(
		fc.property(fc.array(pattern, { maxLength: 12 }), path, (patterns, file) => {
			const codeowners = new Codeowners(patterns.map((one, index) => `${one} @o${index}`).join('\n'));
			const expected = patterns.findLastIndex((one) => reference(one).test(file));
			expect(codeowners.ownersOf(file), `${file} in ${patterns.join(' ')}`).toEqual(
				expected < 0 ? [] : [`@o${expected}`],
			);
		}),
		{ ...SEEDED, numRuns: 3_000 },
	);
});

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSection, putSection, takeSection } from '../../../source/core/setup/marked-section.ts';
import { renderSkillSection, SKILL_MOMENTS } from '../../../source/core/setup/skill-lines.ts';
import { oddText, SEEDED } from '../property.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex');
const CONTENT = 'one\n\ntwo';

const put = (text: string, content = CONTENT, isForced = false) => putSection(text, content, sha256, isForced);
const take = (text: string, isForced = false) => takeSection(text, sha256, isForced);

/** The text that a change gives; fails where there is none. */
function changed(change: ReturnType<typeof put>): string {
	if (!('text' in change)) throw new Error(`no text: ${change.kind}`);
	return change.text;
}

const SKILLS: readonly (readonly [name: string, text: string, head: string])[] = [
	['empty', '', ''],
	['no frontmatter', '# Skill\n\nwords\n', ''],
	['frontmatter', '---\nname: x\n---\n\n# Skill\n', '---\nname: x\n---\n'],
	['frontmatter alone, no last line end', '---\nname: x\n---', '---\nname: x\n---'],
	['frontmatter that never ends', '---\nname: x\n\n# Skill\n', ''],
	['a rule further down is no frontmatter', '# Skill\n---\nwords\n---\n', ''],
	['CRLF', '---\r\nname: x\r\n---\r\nwords\r\n', '---\r\nname: x\r\n---\r\n'],
	['CRLF and no last line end', 'a\r\nb', ''],
	[
		'a byte order mark as latin1',
		'\u00EF\u00BB\u00BF---\nname: x\n---\nwords',
		'\u00EF\u00BB\u00BF---\nname: x\n---\n',
	],
	['bytes of no encoding', 'a\u00FF\u00FE\n', ''],
];

describe('a section of ours in a file of somebody else’s', () => {
	test.each(SKILLS)('%s: behind the head, known again, gone again to the byte', (_, text, head) => {
		const after = changed(put(text));
		expect(after.startsWith(head)).toBe(true);
		expect(findSection(after, sha256)).toMatchObject({ kind: 'present', content: CONTENT, isChanged: false });
		expect(put(after)).toEqual({ kind: 'unchanged' });
		expect(after.includes('\r\n')).toBe(text.includes('\r\n'));
		expect(/[^\r]\n/.test(after)).toBe(!text.includes('\r\n'));
		expect(take(after)).toEqual({ kind: 'removed', text });
		expect(take(text)).toEqual({ kind: 'unchanged' });
	});

	test('a newer text takes the place of an untouched one, and only there', () => {
		const old = changed(put('a\n', 'old\nlines'));
		const updated = put(old);
		expect(updated.kind).toBe('updated');
		expect(changed(updated)).toBe(changed(put('a\n')));
	});

	test('git may turn line ends: that is no change of the user’s', () => {
		const turned = changed(put('---\nx: y\n---\nwords\n')).replaceAll('\n', '\r\n');
		expect(put(turned)).toEqual({ kind: 'unchanged' });
		expect(take(turned)).toEqual({ kind: 'removed', text: '---\r\nx: y\r\n---\r\nwords\r\n' });
	});

	test('what a user changed is kept, unless forced', () => {
		const edited = changed(put('a\n')).replace('two', 'mine');
		const kept = { kind: 'kept', reason: expect.stringContaining('changed'), content: 'one\n\nmine' };
		expect(put(edited)).toEqual(kept);
		expect(put(edited, 'newer')).toEqual(kept);
		expect(take(edited)).toEqual(kept);
		expect(changed(put(edited, CONTENT, true))).toBe(changed(put('a\n')));
		expect(take(edited, true)).toEqual({ kind: 'removed', text: 'a\n' });
		// A user who came to the same text as ours.
		expect(put(edited, 'one\n\nmine')).toEqual({ kind: 'unchanged' });
	});

	test('without the comment that ends it nothing is touched, forced or not', () => {
		const torn = changed(put('a\n')).replace('<!-- <<< murmur8 <<< -->', '');
		for (const isForced of [false, true]) {
			expect(put(torn, CONTENT, isForced)).toMatchObject({ kind: 'kept', reason: expect.stringContaining('ends') });
			expect(take(torn, isForced)).toMatchObject({ kind: 'kept' });
		}
	});

	test('the blank line before it may be gone, and words may stand right behind it', () => {
		const squeezed = changed(put('')).replace(/^\n/, '');
		expect(take(squeezed)).toEqual({ kind: 'removed', text: '' });
		expect(take(`${squeezed}words`)).toEqual({ kind: 'removed', text: 'words' });
	});

	test('any text comes back as it was', () => {
		const lines = fc.array(fc.oneof(oddText, fc.constantFrom('---', '\r', '<!-- <<< murmur8 <<< -->')), {
			maxLength: 12,
		});
		fc.assert(
			fc.property(lines, (given) => {
				const text = given.join('\n');
				const after = changed(put(text));
				expect(put(after)).toEqual({ kind: 'unchanged' });
				expect(take(after)).toEqual({ kind: 'removed', text });
			}),
			SEEDED,
		);
	});
});

test('the lines are ASCII, each of a moment of its own, and survive their own marking', () => {
	const section = renderSkillSection();
	expect(section).toMatch(/^[\n\x20-\x7E]+$/);
	expect(new Set(SKILL_MOMENTS.map(({ id }) => id)).size).toBe(SKILL_MOMENTS.length);
	expect(take(changed(put('a\n', section)))).toEqual({ kind: 'removed', text: 'a\n' });
});

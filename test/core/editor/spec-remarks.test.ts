import { describe, expect, test } from 'vitest';
import { headingsOf } from '../../../source/core/editor/headings.ts';
import { specRemarks } from '../../../source/core/editor/spec-remarks.ts';
import { storyRemarks } from '../../../source/core/editor/story-remarks.ts';

const ID = '7d0c6f1e-93a5-4b7f-8a53-0c9d2f4b6e11';
const SECTIONS = '## Intent\n## Scope\n## Actors\n';

describe('headings', () => {
	test.each<[string, readonly (readonly [string, number])[]]>([
		['# A', [['A', 1]]],
		['## 1. Feature Intent\r\n', [['1. Feature Intent', 2]]],
		[
			'A\n===\nB\n---\n',
			[
				['A', 1],
				['B', 2],
			],
		],
		['A\r\n===\r\n', [['A', 1]]],
		['#A', []],
		['####### A', []],
		['    # A', []],
		['```\n# A\n```\n# B', [['B', 1]]],
		['~~~md\n```\n# A\n~~~\n# B', [['B', 1]]],
		['````\n```\n# A\n````\n# B', [['B', 1]]],
		['```\n# A', []],
		['\n---\n', []],
		['# A\n---\n', [['A', 1]]],
		['#', [['', 1]]],
	])('%j', (text, expected) => {
		expect(headingsOf(text).map(({ text: title, level }) => [title, level])).toEqual(expected);
	});

	test('stand where they stand', () => {
		const text = 'x\r\n## B\r\nC\r\n===\r\n';
		expect(headingsOf(text).map(({ from, to }) => text.slice(from, to))).toEqual(['## B', 'C\r\n===']);
	});
});

const codes = (text: string) => specRemarks(text).map(({ code }) => code);

describe('a spec', () => {
	test.each<[string, string, readonly string[]]>([
		['is whole', `---\nfeatureId: ${ID}\n---\n${SECTIONS}`, []],
		[
			'has its sections by other headings',
			`---\nfeatureId: ${ID}\n---\n# 1. Feature INTENT\n### In scope\nActor\n---\n`,
			[],
		],
		[
			'has its words in other words',
			`---\nfeatureId: ${ID}\n---\n## Intentional\n## Scopes\n## Factors\n`,
			Array(3).fill('section-missing'),
		],
		[
			'has its words in the text only',
			`---\nfeatureId: ${ID}\n---\nIntent, scope, actors\n`,
			Array(3).fill('section-missing'),
		],
		['has no id', SECTIONS, ['feature-id-missing']],
		['has an empty id', `---\nfeatureId:\n---\n${SECTIONS}`, ['feature-id-missing']],
		['has an id that is none', `---\nfeatureId: x\n---\n${SECTIONS}`, ['feature-id-malformed']],
		[
			'has an id of another version',
			`---\nfeatureId: ${ID.replace('-4', '-1')}\n---\n${SECTIONS}`,
			['feature-id-malformed'],
		],
		['is empty', '', ['feature-id-missing', ...Array(3).fill('section-missing')]],
	])('that %s', (_what, text, expected) => {
		expect(codes(text)).toEqual(expected);
	});

	test('is told where: at its first line that says anything, at the line of the id', () => {
		const text = `\uFEFF\r\n---\r\ntitle: a\r\nfeatureId: 'x'  # mine\r\n---\r\n`;
		const places = specRemarks(text).map(({ from, to }) => text.slice(from, to));
		expect(places).toEqual(["featureId: 'x'  # mine", '---', '---', '---']);
	});

	test('does not repeat what a terminal or an editor would be misled by', () => {
		const [remark] = specRemarks(`---\nfeatureId: a\u001b[31m${'b'.repeat(500)}\n---\n${SECTIONS}`);
		expect(remark?.message).not.toContain('\u001b');
		expect(remark?.message.length).toBeLessThan(200);
	});
});

describe('a story', () => {
	test.each<[string, string | undefined]>([
		['- **Given** a, **when** b, **then** c', undefined],
		['Given: a\nWhen: b\nThen: c', undefined],
		['GIVEN a WHEN b THEN c', undefined],
		['# A story', 'Given …, when …, then …'],
		['given a, when b', 'no Then'],
		['forgiven, whenever, thence', 'Given …, when …, then …'],
		['when b, then c', 'no Given'],
		['', 'Given …, when …, then …'],
	])('%j', (text, words) => {
		const remarks = storyRemarks(text);
		expect(remarks).toHaveLength(words === undefined ? 0 : 1);
		if (words !== undefined) expect(remarks[0]?.message).toContain(words);
	});
});

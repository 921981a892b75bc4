import { expect, test } from 'vitest';
import { parseJsonObject } from '../../../source/core/history/new-entry.ts';

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

test.each([
	['{"slug":"a"}', { slug: 'a' }],
	['\uFEFF {"slug":"a"}\n', { slug: 'a' }],
	['{}', {}],
])('%j is an object', (text, value) => {
	expect(parseJsonObject(text)).toEqual({ kind: 'object', value });
});

test.each([
	['', /^no JSON \(/],
	['{slug:a}', /^no JSON \(/],
	['null', /^no JSON object$/],
	['[{}]', /^no JSON object$/],
	['"text"', /^no JSON object$/],
	[nested(201), /^nested more than 200 deep$/],
	[nested(100_000), /^nested more than 200 deep$/],
])('%.20j is refused', (text, reason) => {
	expect(parseJsonObject(text)).toEqual({ kind: 'refused', reason: expect.stringMatching(reason) });
});

test('what is just deep enough is taken', () => {
	expect(parseJsonObject(nested(200)).kind).toBe('object');
});

import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalJson, entryIdentity, entrySlug, entryTimeMs } from '../../source/core/entry-identity.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const identity = (entry: unknown) => entryIdentity(entry, digest);
const AT = '2026-01-01T00:00:00.000Z';

describe('an entry is known by', () => {
	test.each([
		['its runId', { runId: 'r1', slug: 'a', startedAt: AT }, 'run:r1'],
		['slug and start without a runId', { slug: 'a', startedAt: AT }, `at:${AT} a`],
		['slug and start where the runId is blank', { runId: ' ', slug: 'a', startedAt: AT }, `at:${AT} a`],
		['slug and start where the runId is no text', { runId: 7, slug: 'a', startedAt: AT }, `at:${AT} a`],
	])('%s', (_what, entry, expected) => {
		expect(identity(entry)).toBe(expected);
		expect(identity({ ...entry, stages: { alex: {} }, status: 'failed' })).toBe(expected);
	});

	test.each([[null], [7], ['text'], [[]], [{}], [{ slug: 'a' }], [{ startedAt: AT }], [{ slug: '', startedAt: AT }]])(
		'its content: %j',
		(entry) => {
			expect(identity(entry)).toBe(`sha256:${digest(canonicalJson(entry))}`);
			expect(identity(structuredClone(entry))).toBe(identity(entry));
			expect(identity([entry])).not.toBe(identity(entry));
		},
	);

	test('its content, in whatever order the keys stand, and whatever they are called', () => {
		const one = { mode: 'murmuration', summary: { a: 1, b: [{ c: 1, d: 2 }] }, __proto_: 1 };
		const other = { __proto_: 1, summary: { b: [{ d: 2, c: 1 }], a: 1 }, mode: 'murmuration' };
		expect(identity(other)).toBe(identity(one));
		expect(identity({ ...one, features: ['b', 'a'] })).not.toBe(identity({ ...one, features: ['a', 'b'] }));
		expect(identity(JSON.parse('{"__proto__":{"a":1}}'))).not.toBe(identity({}));
	});
});

test.each([
	[{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
	[null, 'null'],
	[undefined, 'null'],
	[Number.NaN, 'null'],
	['\uD800"', '"\\ud800\\""'],
	[{ 'a"b': {} }, '{"a\\"b":{}}'],
])('canonical JSON of %j', (value, expected) => {
	expect(canonicalJson(value)).toBe(expected);
});

test.each<[unknown, number | undefined, string | undefined]>([
	[{ slug: 'a', completedAt: AT, startedAt: '2025-01-01T00:00:00Z' }, Date.parse(AT), 'a'],
	[{ slug: 7, startedAt: AT }, Date.parse(AT), undefined],
	[{ slug: ' ', completedAt: null, startedAt: AT }, Date.parse(AT), undefined],
	[{ completedAt: 'yesterday', startedAt: AT }, Date.parse(AT), undefined],
	[{ completedAt: 1_767_225_600_000 }, undefined, undefined],
	[null, undefined, undefined],
	[[AT], undefined, undefined],
])('time and slug of %j', (entry, timeMs, slug) => {
	expect([entryTimeMs(entry, Date.parse), entrySlug(entry)]).toEqual([timeMs, slug]);
});

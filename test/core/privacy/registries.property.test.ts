import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AUDIENCES, type Audience, intersectAudiences } from '../../../source/core/privacy/audience.ts';
import { seenOf } from '../../../source/core/privacy/projection.ts';
import { SEEDED } from '../property.ts';
import { SEES } from './canaries.ts';
import { isPartOf, isSame } from './part-of.ts';
import { type Leaf, type Needs, plantedIn, registries } from './random-registry.ts';

/** The laws of projection, whatever the registry: fields, maps, lists and classes are random, and so are documents. */
const worlds = registries(3).chain((node) => plantedIn(node).map((planted) => ({ node, ...planted })));

const isAbove = (audience: Audience, needs: Needs): boolean =>
	needs === 'unclassified'
		? audience === 'on'
		: needs.every(
				(each) => SEES[audience].includes(each.class) || (audience === 'operator-only' && each.correlation === true),
			);

type Atom = readonly [path: string, value: unknown];

/** What a value comes down to, by path: texts, numbers, and whatever is empty, which is how an empty shell shows. */
function atomsOf(value: unknown, path: readonly string[]): readonly Atom[] {
	if (value === undefined) return [];
	if (typeof value !== 'object' || value === null) return [[JSON.stringify(path), value]];
	const entries = Array.isArray(value) ? value.map((item) => ['*', item] as const) : Object.entries(value);
	if (entries.length === 0) return [[JSON.stringify(path), Array.isArray(value) ? 'an empty list' : 'an empty object']];
	return entries.flatMap(([key, item]) => atomsOf(item, [...path, key]));
}

/** Numbers as names come first in an object, whatever was first put in; items of one list keep their order. */
const sorted = (atoms: readonly Atom[]) => atoms.toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));

const permitted = (leaves: readonly Leaf[], audience: Audience) =>
	leaves.filter(({ needs }) => isAbove(audience, needs)).flatMap(({ path, value }) => atomsOf(value, path));

describe('any registry, any document', () => {
	test.each(AUDIENCES)('%s sees what is permitted, all of it, and no empty shell of the rest', (audience) => {
		fc.assert(
			fc.property(worlds, ({ node, value, leaves }) => {
				const seen = seenOf(value, node, audience);
				expect(sorted(atomsOf(seen, []))).toEqual(sorted(permitted(leaves, audience)));
			}),
			SEEDED,
		);
	});

	test('what comes out stood there, and the document is left alone', () => {
		fc.assert(
			fc.property(worlds, ({ node, value }) => {
				const before = JSON.stringify(value);
				for (const audience of AUDIENCES) {
					const seen = seenOf(value, node, audience);
					expect(seen === undefined || isPartOf(seen, value)).toBe(true);
				}
				expect(JSON.stringify(value)).toBe(before);
			}),
			SEEDED,
		);
	});

	test('projecting twice changes nothing; a narrower audience sees a part, early or late', () => {
		fc.assert(
			fc.property(worlds, ({ node, value }) => {
				for (const one of AUDIENCES) {
					const once = seenOf(value, node, one);
					expect(isSame(seenOf(once, node, one), once)).toBe(true);
					for (const other of AUDIENCES) {
						const narrower = intersectAudiences(one, other);
						const narrow = seenOf(value, node, narrower);
						for (const wide of [once, seenOf(value, node, other)]) {
							expect(narrow === undefined || isPartOf(narrow, wide)).toBe(true);
						}
						expect(isSame(seenOf(once, node, narrower), narrow)).toBe(true);
					}
				}
			}),
			SEEDED,
		);
	});

	test('there is something to see in them: of every class, unregistered, seen and withheld', () => {
		const leaves = fc.sample(worlds, SEEDED).flatMap((world) => world.leaves);
		const kinds = leaves.map(({ needs }) =>
			needs === 'unclassified' ? needs : [...new Set(needs.map((each) => each.class))].toSorted().join(),
		);
		for (const kind of ['user', 'operator', 'content', 'unclassified', 'operator,user', 'content,operator']) {
			expect(kinds.filter((each) => each === kind).length, kind).toBeGreaterThan(20);
		}
		for (const audience of AUDIENCES) {
			const seen = leaves.filter(({ needs }) => isAbove(audience, needs)).length;
			expect(seen > 20, audience).toBe(audience !== 'off');
			expect(leaves.length - seen > 20, audience).toBe(audience !== 'on');
		}
	});
});

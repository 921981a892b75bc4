import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Envelope } from '../../../source/core/payload/envelope.ts';
import { AUDIENCES, type Audience, intersectAudiences } from '../../../source/core/privacy/audience.ts';
import type { FieldType } from '../../../source/core/privacy/field.ts';
import { project } from '../../../source/core/privacy/project.ts';
import { oddName, oddText, SEEDED } from '../property.ts';
import { type Node, ROOT } from './canaries.ts';

const anything = fc.oneof(
	{ weight: 3, arbitrary: fc.oneof(oddText, fc.double(), fc.constantFrom(null, true, undefined)) },
	{ weight: 1, arbitrary: fc.array(oddText, { maxLength: 2 }) },
	{ weight: 1, arbitrary: fc.array(fc.tuple(oddName, oddText), { maxLength: 2 }).map(Object.fromEntries) },
);

const RIGHT: Readonly<Record<FieldType, fc.Arbitrary<unknown>>> = {
	string: oddText,
	integer: fc.maxSafeInteger(),
	number: fc.double({ noNaN: true, noDefaultInfinity: true }),
	strings: fc.array(oddText, { maxLength: 3 }),
};

/** Mostly as registered; in part missing, of another type or with keys that nobody registered. */
function valuesOf(node: Node): fc.Arbitrary<unknown> {
	const right = () => {
		const { fields, each, type } = node;
		if (fields) {
			const known = Object.entries(fields).map(([key, child]) =>
				fc.option(valuesOf(child), { nil: undefined }).map((value) => (value === undefined ? [] : [[key, value]])),
			);
			const strangers = fc.array(fc.tuple(oddName, anything), { maxLength: 1 });
			return fc.tuple(strangers, ...known).map((entries) => Object.fromEntries(entries.flat()));
		}
		if (each) return fc.array(fc.tuple(oddName, valuesOf(each)), { maxLength: 3 }).map(Object.fromEntries);
		return type ? RIGHT[type] : anything;
	};
	return node === ROOT ? right() : fc.oneof({ weight: 9, arbitrary: right() }, { weight: 1, arbitrary: anything });
}

const envelope = valuesOf(ROOT).map((value) => value as Envelope);
const audience = fc.constantFrom(...AUDIENCES);
const seenBy = (by: Audience, value: unknown) => project(value as Envelope, by)?.value;

/** Whether everything in `part` stands in `whole`, at the same place. */
function isPartOf(part: unknown, whole: unknown): boolean {
	const isGroup = (value: unknown): value is object =>
		typeof value === 'object' && value !== null && !Array.isArray(value);
	if (!isGroup(part)) return JSON.stringify(part) === JSON.stringify(whole);
	if (!isGroup(whole)) return false;
	const entries = new Map(Object.entries(whole));
	return Object.entries(part).every(([key, value]) => entries.has(key) && isPartOf(value, entries.get(key)));
}

/** toStrictEqual would take a stage named `constructor` for the class of its map. */
const isSame = (one: unknown, other: unknown) => isPartOf(one, other) && isPartOf(other, one);

test('projecting twice changes nothing', () => {
	fc.assert(
		fc.property(envelope, audience, (event, by) => {
			const once = seenBy(by, event);
			expect(once === undefined || isSame(seenBy(by, once), once)).toBe(true);
		}),
		SEEDED,
	);
});

test('a narrower audience sees a part of what a wider one sees', () => {
	fc.assert(
		fc.property(envelope, audience, audience, (event, one, other) => {
			const narrow = seenBy(intersectAudiences(one, other), event);
			expect(narrow === undefined || isPartOf(narrow, seenBy(one, event))).toBe(true);
		}),
		SEEDED,
	);
});

test('narrowing what was stored gives what narrowing at once would have given', () => {
	fc.assert(
		fc.property(envelope, audience, audience, (event, stored, wanted) => {
			const narrower = intersectAudiences(stored, wanted);
			const projected = seenBy(stored, event);
			const late = projected && seenBy(narrower, projected);
			expect(isSame(late, seenBy(narrower, event))).toBe(true);
		}),
		SEEDED,
	);
});

test('what comes out went in, unchanged, and the event itself is left alone', () => {
	fc.assert(
		fc.property(envelope, audience, (event, by) => {
			const before = JSON.stringify(event);
			const value = seenBy(by, event);
			expect(value === undefined || isPartOf(value, event)).toBe(true);
			expect(JSON.stringify(event)).toBe(before);
		}),
		SEEDED,
	);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classOfPoint } from '../../../source/core/metrics/point.ts';
import { METRICS } from '../../../source/core/metrics/registry.ts';
import { AUDIENCES, type Audience, intersectAudiences } from '../../../source/core/privacy/audience.ts';
import { oddName, SEEDED } from '../property.ts';
import { anything, oddPoint, RIGHT_VALUES, rightPoint } from './arbitrary.ts';
import { type AnyKind, KINDS, type Node, projectKind, ROOTS } from './canaries.ts';
import { isPartOf, isSame } from './part-of.ts';

/** Mostly as registered; in part missing, of another type or with keys that nobody registered. */
function valuesOf(node: Node): fc.Arbitrary<unknown> {
	const right = () => {
		const { fields, each, items, points, type } = node;
		if (points) return fc.array(fc.oneof(rightPoint, oddPoint), { maxLength: 4 });
		if (items && each) return fc.array(valuesOf(each), { maxLength: 3 });
		if (fields) {
			const known = Object.entries(fields).map(([key, child]) =>
				fc.option(valuesOf(child), { nil: undefined }).map((value) => (value === undefined ? [] : [[key, value]])),
			);
			const strangers = fc.array(fc.tuple(oddName, anything), { maxLength: 1 });
			return fc.tuple(strangers, ...known).map((entries) => Object.fromEntries(entries.flat()));
		}
		if (each) return fc.array(fc.tuple(oddName, valuesOf(each)), { maxLength: 3 }).map(Object.fromEntries);
		return type ? RIGHT_VALUES[type] : anything;
	};
	return Object.values(ROOTS).includes(node)
		? right()
		: fc.oneof({ weight: 9, arbitrary: right() }, { weight: 1, arbitrary: anything });
}

const DOCUMENTS = Object.fromEntries(KINDS.map((kind) => [kind, valuesOf(ROOTS[kind])])) as Readonly<
	Record<AnyKind, fc.Arbitrary<unknown>>
>;
const audience = fc.constantFrom(...AUDIENCES);

describe.each(KINDS)('%s', (kind) => {
	const seenBy = (by: Audience, value: unknown) => projectKind(kind, value, by);

	test('projecting twice changes nothing', () => {
		fc.assert(
			fc.property(DOCUMENTS[kind], audience, (event, by) => {
				const once = seenBy(by, event);
				expect(once === undefined || isSame(seenBy(by, once), once)).toBe(true);
			}),
			SEEDED,
		);
	});

	test('a narrower audience sees a part of what a wider one sees', () => {
		fc.assert(
			fc.property(DOCUMENTS[kind], audience, audience, (event, one, other) => {
				const narrow = seenBy(intersectAudiences(one, other), event);
				expect(narrow === undefined || isPartOf(narrow, seenBy(one, event))).toBe(true);
			}),
			SEEDED,
		);
	});

	test('narrowing what was stored gives what narrowing at once would have given', () => {
		fc.assert(
			fc.property(DOCUMENTS[kind], audience, audience, (event, stored, wanted) => {
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
			fc.property(DOCUMENTS[kind], audience, (event, by) => {
				const before = JSON.stringify(event);
				const value = seenBy(by, event);
				expect(value === undefined || isPartOf(value, event)).toBe(true);
				expect(JSON.stringify(event)).toBe(before);
			}),
			SEEDED,
		);
	});
});

/** What only operators may see, and what is not registered at all. */
const machineryOf = fc.record({
	points: fc.array(fc.oneof(rightPoint, oddPoint)),
	operator: anything,
	spans: fc.array(anything),
	more: anything,
});

test('user-only sees nothing that depends on operator data, nor on what is not registered', () => {
	const isUserPoint = ({ name }: { readonly name: string }) => METRICS[name as keyof typeof METRICS].class === 'user';
	const user = fc.tuple(fc.array(rightPoint), DOCUMENTS.snapshot).map(([points, document]) => {
		const { user, runId, timestampMs } = document as Readonly<Record<string, unknown>>;
		return { user, runId, timestampMs, points: points.filter(isUserPoint) };
	});
	fc.assert(
		fc.property(user, machineryOf, ({ points, ...rest }, machinery) => {
			const hidden = machinery.points.filter((point) => classOfPoint(point) !== 'user');
			const mixed = { ...rest, ...machinery, points: [...hidden, ...points] };
			const seen = (document: unknown) => JSON.stringify(projectKind('snapshot', document, 'user-only'));
			expect(seen(mixed)).toBe(seen({ ...rest, points }));
		}),
		SEEDED,
	);
});

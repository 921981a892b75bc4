import fc from 'fast-check';
import { METRICS } from '../../../source/core/metrics/registry.ts';
import type { DataClass, Field, FieldType, RegistryNode } from '../../../source/core/privacy/field.ts';
import { oddName, oddText } from '../property.ts';
import { anything, oddPoint, RIGHT_VALUES, rightPoint } from './arbitrary.ts';

const dataClass = fc.constantFrom<DataClass>('user', 'operator', 'content');
const meaning = fc.constant('something');

const field: fc.Arbitrary<Field> = fc
	.tuple(dataClass, fc.constantFrom<FieldType>('string', 'integer', 'number', 'strings'), fc.boolean())
	.map(([dataClass, type, isCorrelation]) => ({
		class: dataClass,
		type,
		...(isCorrelation ? { correlation: true } : {}),
		meaning: 'something',
	}));

/** Any registry: groups, maps and lists in each other, `depth` levels of them at most, over fields of any class. */
export function registries(depth: number): fc.Arbitrary<RegistryNode> {
	const leaves = fc.oneof({ weight: 5, arbitrary: field }, { weight: 1, arbitrary: pointList });
	const below = depth > 1 ? fc.oneof(registries(depth - 1), leaves) : leaves;
	// A list of texts or numbers is a field, as the types have it.
	const inList = depth > 1 ? registries(depth - 1) : groupOf(leaves);
	const named = fc.record({ class: dataClass, meaning });
	return fc.oneof(
		{ weight: 3, arbitrary: groupOf(below) },
		{ weight: 1, arbitrary: fc.record({ keys: named, each: below }) },
		{ weight: 1, arbitrary: fc.record({ items: named, each: inList }) },
	);
}

const pointList: fc.Arbitrary<RegistryNode> = fc.record({ points: fc.record({ meaning }) });

function groupOf(below: fc.Arbitrary<RegistryNode>): fc.Arbitrary<RegistryNode> {
	return fc
		.uniqueArray(fc.tuple(oddName, below), { maxLength: 5, selector: ([name]) => name })
		.map((entries) => ({ fields: Object.fromEntries(entries) }));
}

/** What an audience must be permitted to see for a value to come out; what is not registered, `on` alone sees. */
export type Needs = readonly Pick<Field, 'class' | 'correlation'>[] | 'unclassified';

/** One value of a document that comes out whole or not at all. */
export interface Leaf {
	/** A star for the items of a list. */
	readonly path: readonly string[];
	readonly value: unknown;
	readonly needs: Needs;
}

/** A document, or a part of one, and everything that stands in it. */
export interface Planted {
	readonly value: unknown;
	readonly leaves: readonly Leaf[];
}

const leaf = (value: unknown, needs: Needs): Planted => ({ value, leaves: [{ path: [], value, needs }] });
const unclassified = (value: unknown) => leaf(value, 'unclassified');

const odd = fc.oneof(oddText, fc.constantFrom(null, true));
const notAnObject = fc.oneof(odd, fc.constant(7), fc.array(oddText, { maxLength: 2 }));
const notAList = fc.oneof(odd, fc.constant(7), fc.array(fc.tuple(oddName, oddText)).map(Object.fromEntries));
const notANumber = fc.oneof(odd, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, '7'), fc.constant([7]));

/** Values of other types than the registered one. */
const WRONG_VALUES: Readonly<Record<FieldType, fc.Arbitrary<unknown>>> = {
	string: fc.oneof(fc.double(), fc.constantFrom(null, true), fc.array(oddText), fc.constant({ length: 1 })),
	integer: fc.oneof(notANumber, fc.constantFrom(0.5, 2 ** 53)),
	number: notANumber,
	strings: fc.oneof(
		notAList,
		oddText.map((text) => [text, 7]),
	),
};

function beneath({ value, leaves }: Planted, key: string, needs: Exclude<Needs, 'unclassified'>): Planted {
	const moved = leaves.map((each) => ({
		...each,
		path: [key, ...each.path],
		needs: each.needs === 'unclassified' ? each.needs : [...needs, ...each.needs],
	}));
	return { value, leaves: moved };
}

const leavesIn = (parts: readonly Planted[]) => parts.flatMap(({ leaves }) => leaves);

function objectOf(parts: readonly (readonly [key: string, part: Planted])[]): Planted {
	const entries = parts.map(([key, { value }]) => [key, value] as const);
	return { value: Object.fromEntries(entries), leaves: leavesIn(parts.map(([, part]) => part)) };
}

function rightIn(node: RegistryNode): fc.Arbitrary<Planted> {
	if ('class' in node) return RIGHT_VALUES[node.type].map((value) => leaf(value, [node]));
	if ('points' in node) {
		const known = rightPoint.map((point) =>
			leaf(point, [{ class: METRICS[point.name as keyof typeof METRICS].class }]),
		);
		return fc.array(fc.oneof(known, oddPoint.map(unclassified)), { maxLength: 3 }).map((points) => ({
			value: points.map(({ value }) => value),
			leaves: leavesIn(points.map((each) => beneath(each, '*', []))),
		}));
	}
	if ('items' in node) {
		return fc.array(plantedIn(node.each), { maxLength: 3 }).map((items) => ({
			value: items.map(({ value }) => value),
			leaves: leavesIn(items.map((each) => beneath(each, '*', [node.items]))),
		}));
	}
	if ('keys' in node) {
		return fc
			.uniqueArray(fc.tuple(oddName, plantedIn(node.each)), { maxLength: 3, selector: ([name]) => name })
			.map((entries) => objectOf(entries.map(([name, part]) => [name, beneath(part, name, [node.keys])])));
	}
	return inGroup(node.fields);
}

/** Some of the registered fields, and some that nobody registered. */
function inGroup(fields: Readonly<Record<string, RegistryNode>>): fc.Arbitrary<Planted> {
	const known = Object.entries(fields).map(([name, node]) =>
		fc.option(
			plantedIn(node).map((part) => [name, part] as const),
			{ nil: undefined, freq: 6 },
		),
	);
	const strangers = fc
		.uniqueArray(fc.tuple(oddName, anything.map(unclassified)), { maxLength: 2, selector: ([name]) => name })
		.map((entries) => entries.filter(([name]) => !Object.hasOwn(fields, name)));
	return fc.tuple(fc.tuple(...known), strangers).map(([registered, unregistered]) => {
		const entries = [...registered.filter((entry) => entry !== undefined), ...unregistered];
		return objectOf(entries.map(([name, part]) => [name, beneath(part, name, [])]));
	});
}

function wrongIn(node: RegistryNode): fc.Arbitrary<unknown> {
	if ('class' in node) return WRONG_VALUES[node.type];
	return 'items' in node || 'points' in node ? notAList : notAnObject;
}

/** Documents that the registry describes, but for what is missing, of another type, or registered nowhere. */
export const plantedIn = (node: RegistryNode): fc.Arbitrary<Planted> =>
	fc.oneof({ weight: 9, arbitrary: rightIn(node) }, { weight: 1, arbitrary: wrongIn(node).map(unclassified) });

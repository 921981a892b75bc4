import fc from 'fast-check';
import { LABELS } from '../../../source/core/metrics/labels.ts';
import { METRIC_NAMES, METRICS } from '../../../source/core/metrics/registry.ts';
import type { FieldType } from '../../../source/core/privacy/field.ts';
import { oddName, oddText } from '../property.ts';

/** What may stand where nothing is registered. */
export const anything = fc.oneof(
	{ weight: 3, arbitrary: fc.oneof(oddText, fc.double(), fc.constantFrom(null, true, undefined)) },
	{ weight: 1, arbitrary: fc.array(oddText, { maxLength: 2 }) },
	{ weight: 1, arbitrary: fc.array(fc.tuple(oddName, oddText), { maxLength: 2 }).map(Object.fromEntries) },
);

export const RIGHT_VALUES: Readonly<Record<FieldType, fc.Arbitrary<unknown>>> = {
	string: oddText,
	integer: fc.maxSafeInteger(),
	number: fc.double({ noNaN: true, noDefaultInfinity: true }),
	strings: fc.array(oddText, { maxLength: 3 }),
};

/** A point as registered. */
export const rightPoint = fc.constantFrom(...METRIC_NAMES).chain((name) =>
	fc.record({
		name: fc.constant<string>(name),
		value: fc.double({ noNaN: true, noDefaultInfinity: true }),
		timestampMs: fc.maxSafeInteger(),
		labels: fc.record(
			Object.fromEntries(METRICS[name].labels.map((label) => [label, fc.constantFrom(...LABELS[label])])),
		),
	}),
);

/** One with something in it that is not as registered: a name, a label, a value, a mark, a key more. */
export const oddPoint = fc
	.tuple(
		rightPoint,
		fc.oneof(
			fc.record({ name: oddName }),
			fc.record({ name: fc.constantFrom(...METRIC_NAMES).map((name) => `${name}.`) }),
			fc.record({
				labels: fc.array(fc.tuple(oddName, oddText), { minLength: 3, maxLength: 4 }).map(Object.fromEntries),
			}),
			fc.record({ value: fc.oneof(oddText, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, null)) }),
			fc.record({ timestampMs: fc.constantFrom(Number.NaN, '1', 0.5) }),
			fc.record({ isForeign: fc.constant(true) }),
			fc.record({ more: anything }),
		),
	)
	.map(([point, odd]): unknown => ({ ...point, ...odd }));

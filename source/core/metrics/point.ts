import { isJsonObject, type JsonObject } from '../json.ts';
import type { DataClass } from '../privacy/field.ts';
import { isLabelValue } from './labels.ts';
import { type METRICS, type MetricName, metricDefinition } from './registry.ts';

/** One value of one metric, at one time. */
export interface Point {
	readonly name: string;
	readonly value: number;
	readonly labels: Readonly<Record<string, string>>;
	/** Unix milliseconds. */
	readonly timestampMs: number;
	/** It came from another program: whatever its name spells, it is nobody's registered metric. */
	readonly isForeign?: true;
}

type LabelOf<Name extends MetricName> = (typeof METRICS)[Name]['labels'][number];

/** Exactly the labels that the metric is registered with. */
export type LabelsOf<Name extends MetricName> = [LabelOf<Name>] extends [never]
	? Readonly<Record<string, never>>
	: Readonly<Record<LabelOf<Name>, string>>;

/** A point of a registered metric; none where the value is unknown or no number. */
export function pointsOf<Name extends MetricName>(
	name: Name,
	labels: LabelsOf<Name>,
	value: number | undefined,
	timestampMs: number,
): readonly Point[] {
	return Number.isFinite(value) ? [{ name, value: value as number, labels, timestampMs }] : [];
}

const KEYS: readonly string[] = ['name', 'value', 'labels', 'timestampMs'] satisfies (keyof Point)[];
/** What a series has besides, and what it may be. */
const SERIES_KEYS: Readonly<Record<string, (value: unknown) => boolean>> = {
	count: (value) => Number.isSafeInteger(value),
	buckets: (value) => Array.isArray(value) && value.every((count) => Number.isSafeInteger(count)),
};

function hasKnownKeys(point: JsonObject): boolean {
	return Object.entries(point).every(
		([key, value]) => KEYS.includes(key) || (Object.hasOwn(SERIES_KEYS, key) && SERIES_KEYS[key]?.(value)),
	);
}

/**
 * Whom a point or a series of unknown origin tells about: the class of its metric where every part of it is as that metric was
 * registered, else undefined, which is unclassified. One label more or a value that a label does not know, and it is
 * another series than the registered one.
 */
export function classOfPoint(value: unknown): DataClass | undefined {
	if (!isJsonObject(value) || !hasKnownKeys(value)) return undefined;
	const { name, labels, timestampMs } = value;
	const definition = metricDefinition(name);
	if (!definition || !Number.isFinite(value['value']) || !Number.isSafeInteger(timestampMs)) return undefined;
	if (!isJsonObject(labels) || Object.keys(labels).length !== definition.labels.length) return undefined;
	const hasKnownLabels = definition.labels.every(
		(label) => Object.hasOwn(labels, label) && isLabelValue(label, labels[label]),
	);
	return hasKnownLabels ? definition.class : undefined;
}

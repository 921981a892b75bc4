import { isJsonObject } from '../json.ts';
import { classOfPoint } from '../metrics/point.ts';
import type { Audience } from './audience.ts';
import { type FieldType, isPermitted, type RegistryNode } from './field.ts';

const HAS_TYPE: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
	string: (value) => typeof value === 'string',
	integer: (value) => Number.isSafeInteger(value),
	number: (value) => Number.isFinite(value),
	strings: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

function seenOfObject(value: object, nodeOf: (key: string) => RegistryNode | undefined, audience: Audience): unknown {
	const kept: [string, unknown][] = [];
	for (const [key, item] of Object.entries(value)) {
		const seen = seenOf(item, nodeOf(key), audience);
		if (seen !== undefined) kept.push([key, seen]);
	}
	// What the audience emptied goes too: an empty shell would tell that something was there.
	return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function seenOfList(items: readonly unknown[], seen: (item: unknown) => unknown): unknown {
	const kept = items.map(seen).filter((item) => item !== undefined);
	return kept.length === 0 ? undefined : kept;
}

/** A point as it is or not at all: without one of its labels it would be a value of another series. */
function seenOfPoint(point: unknown, audience: Audience): unknown {
	const dataClass = classOfPoint(point);
	const isSeen = dataClass === undefined ? audience === 'on' : isPermitted({ class: dataClass }, audience);
	return isSeen ? point : undefined;
}

/**
 * What `audience` may see of a value that a registry, or a part of one, describes; undefined where that is nothing. No
 * outlet takes what it returns: that makes `project` of it. Any registry will do, so that the laws of the walk are shown
 * for others than the ones that there are today.
 */
export function seenOf(value: unknown, node: RegistryNode | undefined, audience: Audience): unknown {
	if (value === undefined) return undefined;
	if (node && 'class' in node && HAS_TYPE[node.type](value)) return isPermitted(node, audience) ? value : undefined;
	if (node && 'fields' in node && isJsonObject(value)) {
		const { fields } = node;
		return seenOfObject(value, (key) => (Object.hasOwn(fields, key) ? fields[key] : undefined), audience);
	}
	if (node && 'keys' in node && isJsonObject(value)) {
		return isPermitted(node.keys, audience) ? seenOfObject(value, () => node.each, audience) : undefined;
	}
	if (node && 'items' in node && Array.isArray(value)) {
		const { each } = node;
		return isPermitted(node.items, audience) ? seenOfList(value, (item) => seenOf(item, each, audience)) : undefined;
	}
	if (node && 'points' in node && Array.isArray(value)) {
		return seenOfList(value, (point) => seenOfPoint(point, audience));
	}
	// Neither name nor type is registered: unclassified, which only `on` may see.
	return audience === 'on' ? value : undefined;
}

import { isJsonObject } from '../json.ts';
import { classOfPoint } from '../metrics/point.ts';
import type { Audience } from './audience.ts';
import { DOCUMENT_NODES, type DocumentKind, type Documents } from './documents.ts';
import { type FieldType, isPermitted, type RegistryNode } from './field.ts';

declare const projectedFor: unique symbol;

/**
 * Data that `audience` may see. The one way to get it is `project`, and every outlet takes nothing else, so forgetting
 * to project does not compile. A projection read back from storage is raw data again.
 */
export interface Projected<T> {
	readonly [projectedFor]: true;
	readonly audience: Audience;
	readonly value: Partial<T>;
}

const HAS_TYPE: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
	string: (value) => typeof value === 'string',
	integer: (value) => Number.isSafeInteger(value),
	number: (value) => Number.isFinite(value),
	strings: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

function projectObject(value: object, nodeOf: (key: string) => RegistryNode | undefined, audience: Audience): unknown {
	const kept: [string, unknown][] = [];
	for (const [key, item] of Object.entries(value)) {
		const seen = projectValue(item, nodeOf(key), audience);
		if (seen !== undefined) kept.push([key, seen]);
	}
	// What the audience emptied goes too: an empty shell would tell that something was there.
	return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function projectList(items: readonly unknown[], seen: (item: unknown) => unknown): unknown {
	const kept = items.map(seen).filter((item) => item !== undefined);
	return kept.length === 0 ? undefined : kept;
}

/** A point as it is or not at all: without one of its labels it would be a value of another series. */
function projectPoint(point: unknown, audience: Audience): unknown {
	const dataClass = classOfPoint(point);
	const isSeen = dataClass === undefined ? audience === 'on' : isPermitted({ class: dataClass }, audience);
	return isSeen ? point : undefined;
}

function projectValue(value: unknown, node: RegistryNode | undefined, audience: Audience): unknown {
	if (value === undefined) return undefined;
	if (node && 'class' in node && HAS_TYPE[node.type](value)) return isPermitted(node, audience) ? value : undefined;
	if (node && 'fields' in node && isJsonObject(value)) {
		const { fields } = node;
		return projectObject(value, (key) => (Object.hasOwn(fields, key) ? fields[key] : undefined), audience);
	}
	if (node && 'keys' in node && isJsonObject(value)) {
		return isPermitted(node.keys, audience) ? projectObject(value, () => node.each, audience) : undefined;
	}
	if (node && 'items' in node && Array.isArray(value)) {
		const { each } = node;
		return isPermitted(node.items, audience)
			? projectList(value, (item) => projectValue(item, each, audience))
			: undefined;
	}
	if (node && 'points' in node && Array.isArray(value)) {
		return projectList(value, (point) => projectPoint(point, audience));
	}
	// Neither name nor type is registered: unclassified, which only `on` may see.
	return audience === 'on' ? value : undefined;
}

/**
 * What `audience` may see of an event, or of a document of another kind; undefined where that is nothing. Which kind it
 * is the caller says: what came from outside can't choose the registry that it is read by.
 */
export function project<Kind extends DocumentKind = 'event'>(
	document: Documents[Kind],
	audience: Audience,
	kind: Kind | 'event' = 'event',
): Projected<Documents[Kind]> | undefined {
	if (audience === 'off') return undefined;
	const value = projectValue(document, DOCUMENT_NODES[kind], audience);
	return value === undefined ? undefined : ({ audience, value } as unknown as Projected<Documents[Kind]>);
}

import { isJsonObject } from '../json.ts';
import type { Envelope } from '../payload/envelope.ts';
import type { Audience } from './audience.ts';
import { type FieldType, isPermitted, type RegistryNode } from './field.ts';
import { ENVELOPE_NODE } from './registry.ts';

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
	// Neither name nor type is registered: unclassified, which only `on` may see.
	return audience === 'on' ? value : undefined;
}

/** What `audience` may see of an event; undefined where that is nothing. */
export function project(envelope: Envelope, audience: Audience): Projected<Envelope> | undefined {
	if (audience === 'off') return undefined;
	const value = projectValue(envelope, ENVELOPE_NODE, audience);
	return value === undefined ? undefined : ({ audience, value } as unknown as Projected<Envelope>);
}

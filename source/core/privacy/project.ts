import { isJsonObject } from '../json.ts';
import type { Envelope } from '../payload/envelope.ts';
import type { Audience } from './audience.ts';
import { type DataClass, type FieldType, isPermitted } from './field.ts';
import { ENVELOPE_REGISTRY } from './registry.ts';

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

/** The registry as the walker sees it: the types have done their part by then. */
interface Node {
	readonly class?: DataClass;
	readonly type?: FieldType;
	readonly correlation?: true;
	readonly fields?: Readonly<Record<string, Node>>;
	readonly keys?: { readonly class: DataClass };
	readonly each?: Node;
}

const HAS_TYPE: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
	string: (value) => typeof value === 'string',
	integer: (value) => Number.isSafeInteger(value),
	number: (value) => Number.isFinite(value),
	strings: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

function projectObject(value: object, nodeOf: (key: string) => Node | undefined, audience: Audience): unknown {
	const kept: [string, unknown][] = [];
	for (const [key, item] of Object.entries(value)) {
		const seen = projectValue(item, nodeOf(key), audience);
		if (seen !== undefined) kept.push([key, seen]);
	}
	// What the audience emptied goes too: an empty shell would tell that something was there.
	return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function projectValue(value: unknown, node: Node | undefined, audience: Audience): unknown {
	if (value === undefined) return undefined;
	const { fields, keys, each } = node ?? {};
	if (fields && isJsonObject(value))
		return projectObject(value, (key) => (Object.hasOwn(fields, key) ? fields[key] : undefined), audience);
	if (keys && each && isJsonObject(value)) {
		return isPermitted(keys, audience) ? projectObject(value, () => each, audience) : undefined;
	}
	if (node?.class && node.type && HAS_TYPE[node.type](value)) {
		return isPermitted({ class: node.class, ...(node.correlation ? { correlation: true } : {}) }, audience)
			? value
			: undefined;
	}
	// Neither name nor type is registered: unclassified, which only `on` may see.
	return audience === 'on' ? value : undefined;
}

/** What `audience` may see of an event; undefined where that is nothing. */
export function project(envelope: Envelope, audience: Audience): Projected<Envelope> | undefined {
	if (audience === 'off') return undefined;
	const registry: Readonly<Record<string, Node>> = ENVELOPE_REGISTRY;
	const value = projectValue(envelope, { fields: registry }, audience);
	return value === undefined ? undefined : ({ audience, value } as unknown as Projected<Envelope>);
}

import { LABELS } from '../metrics/labels.ts';
import type { RegistryNode } from '../privacy/field.ts';

/** The part of JSON Schema that the API is described in. */
export interface Schema {
	readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';
	readonly anyOf?: readonly Schema[];
	readonly description?: string;
	readonly enum?: readonly string[];
	readonly pattern?: string;
	readonly minLength?: number;
	readonly maxLength?: number;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly default?: string | number;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly additionalProperties?: boolean | Schema;
	readonly items?: Schema;
}

export const text: Schema = { type: 'string' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const amount: Schema = { type: 'number' };
export const momentMs: Schema = { type: 'integer', description: 'Unix milliseconds' };
export const choice = (names: readonly string[]): Schema => ({ type: 'string', enum: names });
export const list = (items: Schema): Schema => ({ type: 'array', items });
export const map = (each: Schema): Schema => ({ type: 'object', additionalProperties: each });
export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });

/** An object with these members and no others; a name with `?` behind it may be absent. */
export function object(members: Readonly<Record<string, Schema>>): Schema {
	const entries = Object.entries(members);
	return {
		type: 'object',
		properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/, ''), schema])),
		required: entries.map(([name]) => name).filter((name) => !name.endsWith('?')),
		additionalProperties: false,
	};
}

const POINT = object({
	name: text,
	value: amount,
	labels: map({ type: 'string', maxLength: 200 }),
	timestampMs: momentMs,
	'isForeign?': { type: 'boolean' },
	'count?': count,
	'buckets?': list(count),
});

const TYPES = { string: text, integer: { type: 'integer' }, number: amount, strings: list(text) } as const;

/**
 * What is projected by a registry: everything may be absent, withheld or unknown.
 * @param isOpen whether members that the registry does not know occur, which `on` alone gets
 */
export function schemaOfNode(node: RegistryNode, isOpen: boolean): Schema {
	if ('fields' in node) {
		const properties = Object.entries(node.fields).map(([name, child]) => [name, schemaOfNode(child, isOpen)]);
		return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: isOpen };
	}
	if ('keys' in node) return { ...map(schemaOfNode(node.each, isOpen)), description: node.keys.meaning };
	if ('items' in node) return { ...list(schemaOfNode(node.each, isOpen)), description: node.items.meaning };
	if ('points' in node) return { ...list(POINT), description: node.points.meaning };
	return { ...TYPES[node.type], description: node.meaning };
}

export const stageName = choice(LABELS.stage);

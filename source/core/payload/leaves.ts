import { isJsonObject } from '../json.ts';

/** One value of a JSON document: where it stands, and its JSON. */
export type Leaf = readonly [path: string, json: string];

/** Every value of a document that holds no other, in document order; empty objects and lists are values themselves. */
export function leavesOf(value: unknown, path = ''): readonly Leaf[] {
	const children: readonly (readonly [string, unknown])[] = Array.isArray(value)
		? value.map((item, index) => [`${path}[${index}]`, item])
		: isJsonObject(value)
			? Object.entries(value).map(([key, item]) => [path === '' ? key : `${path}.${key}`, item])
			: [];
	return children.length === 0
		? [[path, JSON.stringify(value) ?? 'null']]
		: children.flatMap(([at, item]) => leavesOf(item, at));
}

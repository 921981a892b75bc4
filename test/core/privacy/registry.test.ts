import { expect, test } from 'vitest';
import { type Node, ROOT } from './canaries.ts';

interface Described extends Node {
	readonly meaning?: string;
	readonly unit?: string;
}

/** Every field and map of the registry by its path. */
function flatten(node: Node, path: string): readonly (readonly [path: string, entry: Described])[] {
	const own: Described = (node.keys ?? node) as Described;
	const children = Object.entries(node.fields ?? {}).flatMap(([key, child]) => flatten(child, `${path}.${key}`));
	const each = node.each ? flatten(node.each, `${path}[]`) : [];
	return [...(own.class ? [[path, own] as const] : []), ...children, ...each];
}

const ENTRIES = flatten(ROOT, '');

test.each(ENTRIES)('%s has a class and a meaning', (_path, { class: dataClass, meaning = '' }) => {
	expect(['user', 'operator', 'content']).toContain(dataClass);
	expect(meaning.trim().length).toBeGreaterThan(5);
});

test.each(ENTRIES.filter(([path]) => path.startsWith('.identity')))('%s is operator data', (_path, entry) => {
	expect(entry.class).toBe('operator');
});

test.each(ENTRIES.filter(([path]) => /artifacts/i.test(path)))('%s is content', (_path, entry) => {
	expect(entry.class).toBe('content');
});

test.each(ENTRIES.filter(([path]) => path.endsWith('Ms')))('%s is in milliseconds', (_path, entry) => {
	expect(entry).toMatchObject({ type: 'integer', unit: 'ms' });
});

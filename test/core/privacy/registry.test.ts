import { expect, test } from 'vitest';
import type { Envelope } from '../../../source/core/payload/envelope.ts';
import type { Registry } from '../../../source/core/privacy/field.ts';
import { ENVELOPE_REGISTRY } from '../../../source/core/privacy/registry.ts';
import { KINDS, type Node, ROOTS } from './canaries.ts';

interface Described extends Node {
	readonly meaning?: string;
	readonly unit?: string;
}

/** Every field and map of the registry by its path. */
function flatten(node: Node, path: string): readonly (readonly [path: string, entry: Described])[] {
	const own: Described = (node.keys ?? node.items ?? node) as Described;
	const children = Object.entries(node.fields ?? {}).flatMap(([key, child]) => flatten(child, `${path}.${key}`));
	const each = node.each ? flatten(node.each, `${path}[]`) : [];
	return [...(own.class ? [[path, own] as const] : []), ...children, ...each];
}

const ENTRIES = KINDS.flatMap((kind) => flatten(ROOTS[kind], kind));

test.each(ENTRIES)('%s has a class and a meaning', (_path, { class: dataClass, meaning = '' }) => {
	expect(['user', 'operator', 'content']).toContain(dataClass);
	expect(meaning.trim().length).toBeGreaterThan(5);
});

test.each(ENTRIES.filter(([path]) => path.startsWith('event.identity') || /^snapshot\.(?:operator|spans$)/.test(path)))(
	'%s is operator data',
	(_path, entry) => {
		expect(entry.class).toBe('operator');
	},
);

test.each(ENTRIES.filter(([path]) => /artifacts/i.test(path)))('%s is content', (_path, entry) => {
	expect(entry.class).toBe('content');
});

test.each(ENTRIES.filter(([path]) => path.endsWith('Ms')))('%s is in milliseconds', (_path, entry) => {
	expect(entry).toMatchObject({ type: 'integer', unit: 'ms' });
});

/** The compiler reads these: a line that it has nothing against is an error by the comment above it. */
test('a field of the payload without a class does not compile', () => {
	// @ts-expect-error a field more
	const field: Registry<Envelope & { readonly added?: string }> = ENVELOPE_REGISTRY;
	// @ts-expect-error a field more, further down
	const deep: Registry<{ readonly run: Envelope['run'] & { readonly added: number } }> = ENVELOPE_REGISTRY;
	// @ts-expect-error a group in place of a field
	const group: Registry<{ readonly runId: { readonly id: string } }> = ENVELOPE_REGISTRY;
	// @ts-expect-error a map in place of a group
	const map: Registry<{ readonly identity: Readonly<Record<string, string>> }> = ENVELOPE_REGISTRY;
	// @ts-expect-error no class
	const bare: Registry<{ readonly added: string }> = { added: { type: 'string', meaning: 'a text' } };
	for (const registry of [field, deep, group, map]) expect(registry).toBe(ENVELOPE_REGISTRY);
	expect(bare.added).not.toHaveProperty('class');
});

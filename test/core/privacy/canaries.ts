import { LABELS } from '../../../source/core/metrics/labels.ts';
import { METRIC_NAMES, METRICS } from '../../../source/core/metrics/registry.ts';
import type { Audience } from '../../../source/core/privacy/audience.ts';
import { DOCUMENT_NODES, type DocumentKind, type Documents } from '../../../source/core/privacy/documents.ts';
import type { DataClass, FieldType, RegistryNode } from '../../../source/core/privacy/field.ts';
import { project } from '../../../source/core/privacy/project.ts';
import { SERVED_DOCUMENTS } from '../../../source/core/privacy/served-documents.ts';

/** The table of privacy.md section 2, written down a second time. */
export const SEES: Readonly<Record<Audience, readonly DataClass[]>> = {
	off: [],
	'user-only': ['user', 'content'],
	'operator-only': ['operator'],
	on: ['user', 'operator', 'content'],
};

/** The registry as a walker sees it. */
export interface Node {
	readonly class?: DataClass;
	readonly type?: FieldType;
	readonly fields?: Readonly<Record<string, Node>>;
	readonly keys?: { readonly class: DataClass };
	readonly items?: { readonly class: DataClass };
	readonly points?: object;
	readonly each?: Node;
}

/** Those that every command knows, and those that are projected by a registry which their outlet brings. */
export type AnyKind = DocumentKind | keyof typeof SERVED_DOCUMENTS;

export const ROOTS: Readonly<Record<AnyKind, Node>> = { ...DOCUMENT_NODES, ...SERVED_DOCUMENTS };
export const KINDS = Object.keys(ROOTS) as readonly AnyKind[];

export const registryOf = (kind: AnyKind): RegistryNode => ROOTS[kind] as RegistryNode;

/** What an audience sees of a document of any kind, by the way that its outlets take. */
export function projectKind(kind: AnyKind, value: unknown, audience: Audience): unknown {
	const registry = kind in SERVED_DOCUMENTS ? registryOf(kind) : kind;
	return project(value as never, audience, registry as never)?.value;
}

/** A value that can be found again wherever it comes out. */
export interface Canary {
	readonly path: string;
	readonly classes: readonly DataClass[];
	readonly text: string;
	/** Whether it stands in a value of the wrong type. */
	readonly isForged?: true;
}

export type Forge = (node: Node, canary: string) => unknown;

/** A value of the registered type that shows the canary. All numbers have the same width: none is part of another. */
const RIGHT: Readonly<Record<FieldType, (canary: string, count: number) => readonly [value: unknown, text: string]>> = {
	string: (canary) => [canary, canary],
	strings: (canary) => [[canary, 'more'], canary],
	integer: (_canary, count) => [7_000_000 + count, `${7_000_000 + count}`],
	number: (_canary, count) => [8_000_000.5 + count, `${8_000_000.5 + count}`],
};

/** A point of every metric, each with a value of its own, and labels that are all registered. */
function plantPoints(path: string, above: readonly DataClass[], canaries: Canary[]): readonly object[] {
	return METRIC_NAMES.map((name) => {
		const value = 7_000_000 + canaries.length;
		canaries.push({ path: `${path}.${name}`, classes: [...above, METRICS[name].class], text: `${value}` });
		const labels = Object.fromEntries(METRICS[name].labels.map((label) => [label, LABELS[label][0]]));
		return { name, value, labels, timestampMs: 1 };
	});
}

/**
 * A document with a canary in every registered field, map key and metric, built from the registry alone, so that a
 * field added to it is tested without a word here.
 * @param forge gives another value in the place of a node, where it returns one; what it returns must show its canary
 */
export function plantCanaries<Kind extends AnyKind>(
	kind: Kind,
	forge: Forge = () => undefined,
): { document: Kind extends DocumentKind ? Documents[Kind] : unknown; canaries: readonly Canary[] } {
	const canaries: Canary[] = [];
	const plant = (node: Node, path: string, above: readonly DataClass[]): unknown => {
		const canary = `<canary ${path}>`;
		const forged = forge(node, canary);
		if (forged !== undefined) {
			canaries.push({ path, classes: above, text: canary, isForged: true });
			return forged;
		}
		if (node.fields) {
			const entries = Object.entries(node.fields);
			return Object.fromEntries(entries.map(([key, child]) => [key, plant(child, `${path}.${key}`, above)]));
		}
		if (node.keys && node.each) {
			const classes = [...above, node.keys.class];
			canaries.push({ path: `${path}[key]`, classes, text: `<key of ${path}>` });
			return { [`<key of ${path}>`]: plant(node.each, `${path}[]`, classes) };
		}
		if (node.items && node.each) return [plant(node.each, `${path}[]`, [...above, node.items.class])];
		if (node.points) return plantPoints(path, above, canaries);
		if (!node.class || !node.type) throw new Error(`${path} is neither field, group nor map`);
		const [value, text] = RIGHT[node.type](canary, canaries.length);
		canaries.push({ path, classes: [...above, node.class], text });
		return value;
	};
	return { document: plant(ROOTS[kind], '', []) as never, canaries };
}

/** The canaries that come out: a text anywhere, keys included. */
export function seenIn(value: unknown, canaries: readonly Canary[]): readonly string[] {
	const text = JSON.stringify(value) ?? '';
	return canaries.filter((canary) => text.includes(canary.text)).map(({ path }) => path);
}

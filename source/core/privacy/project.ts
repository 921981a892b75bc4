import type { Audience } from './audience.ts';
import { DOCUMENT_NODES, type DocumentKind, type Documents } from './documents.ts';
import type { Registry, RegistryNode } from './field.ts';
import { seenOf } from './projection.ts';

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

/**
 * What `audience` may see of an event, or of a document of another kind; undefined where that is nothing. Which kind it
 * is the caller says: what came from outside can't choose the registry that it is read by. A kind that only few commands
 * know is its registry, which has a class for every field of the document, or it does not compile.
 */
export function project<Kind extends DocumentKind = 'event'>(
	document: Documents[Kind],
	audience: Audience,
	kind?: Kind | 'event',
): Projected<Documents[Kind]> | undefined;
export function project<T extends object>(
	document: T,
	audience: Audience,
	kind: { readonly fields: Registry<T> },
): Projected<T> | undefined;
export function project(
	document: object,
	audience: Audience,
	kind: DocumentKind | RegistryNode = 'event',
): Projected<object> | undefined {
	if (audience === 'off') return undefined;
	const node = typeof kind === 'string' ? DOCUMENT_NODES[kind] : kind;
	const value = seenOf(document, node, audience);
	return value === undefined ? undefined : ({ audience, value } as unknown as Projected<object>);
}

import type { Audience } from './audience.ts';
import { DOCUMENT_NODES, type DocumentKind, type Documents } from './documents.ts';
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
 * is the caller says: what came from outside can't choose the registry that it is read by.
 */
export function project<Kind extends DocumentKind = 'event'>(
	document: Documents[Kind],
	audience: Audience,
	kind: Kind | 'event' = 'event',
): Projected<Documents[Kind]> | undefined {
	if (audience === 'off') return undefined;
	const value = seenOf(document, DOCUMENT_NODES[kind], audience);
	return value === undefined ? undefined : ({ audience, value } as unknown as Projected<Documents[Kind]>);
}

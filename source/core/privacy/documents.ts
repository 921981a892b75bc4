import type { Totals } from '../metrics/series.ts';
import type { Snapshot } from '../metrics/snapshot.ts';
import type { Envelope } from '../payload/envelope.ts';
import type { RegistryNode } from './field.ts';
import { ENVELOPE_REGISTRY } from './registry.ts';
import { SNAPSHOT_REGISTRY, TOTALS_REGISTRY } from './snapshot-registry.ts';

/** What can be projected: everything that leaves this process for somebody else is one of these, or made of one. */
export interface Documents {
	readonly event: Envelope;
	readonly snapshot: Snapshot;
	readonly totals: Totals;
}

export type DocumentKind = keyof Documents;

/** The registry of each kind, for walkers. */
export const DOCUMENT_NODES: { readonly [Kind in DocumentKind]: RegistryNode } = {
	event: { fields: ENVELOPE_REGISTRY },
	snapshot: { fields: SNAPSHOT_REGISTRY },
	totals: { fields: TOTALS_REGISTRY },
};

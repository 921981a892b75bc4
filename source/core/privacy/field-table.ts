import { METRIC_NAMES, METRICS, type MetricDefinition, type MetricName } from '../metrics/registry.ts';
import { AUDIENCES, type Audience } from './audience.ts';
import { DOCUMENT_NODES, type DocumentKind } from './documents.ts';
import { type DataClass, type Field, type FieldType, isPermitted, type RegistryNode } from './field.ts';

/** One datum of an event, and who gets to see it. The docs and every "what is sent" view are made of these. */
export interface FieldRow {
	/** `run.stages.*.cost`: a star stands for any name. */
	readonly path: string;
	/** Points are each of the class of their metric. */
	readonly class: DataClass | 'by metric';
	/** `names` are not a value but the keys of a map, `objects` the items of a list: data themselves. */
	readonly type: FieldType | 'names' | 'objects' | 'points';
	readonly unit: Field['unit'] | undefined;
	readonly meaning: string;
	readonly audiences: readonly Audience[];
}

type Classed = Pick<Field, 'class' | 'correlation'>;

/** As the projection does it: what stands in a map is seen by those who may see the names in it. */
const seenBy = (classed: readonly Classed[]): readonly Audience[] =>
	AUDIENCES.filter((audience) => classed.every((each) => isPermitted(each, audience)));

function rowsOf(node: RegistryNode, path: string, above: readonly Classed[]): readonly FieldRow[] {
	if ('fields' in node) {
		const entries = Object.entries(node.fields);
		return entries.flatMap(([name, child]) => rowsOf(child, path === '' ? name : `${path}.${name}`, above));
	}
	if ('keys' in node) {
		const inside = [...above, node.keys];
		const names: FieldRow = { path, ...node.keys, type: 'names', unit: undefined, audiences: seenBy(inside) };
		return [names, ...rowsOf(node.each, `${path}.*`, inside)];
	}
	if ('items' in node) {
		const inside = [...above, node.items];
		const items: FieldRow = { path, ...node.items, type: 'objects', unit: undefined, audiences: seenBy(inside) };
		return [items, ...rowsOf(node.each, `${path}.*`, inside)];
	}
	if ('points' in node) {
		const audiences = AUDIENCES.filter((audience) => audience !== 'off');
		return [{ path, class: 'by metric', type: 'points', unit: undefined, meaning: node.points.meaning, audiences }];
	}
	const { class: dataClass, type, unit, meaning } = node;
	return [{ path, class: dataClass, type, unit, meaning, audiences: seenBy([...above, node]) }];
}

/** Every field of an event, or of a document of another kind, in the order of the registry. */
export const fieldRows = (kind: DocumentKind | RegistryNode = 'event'): readonly FieldRow[] =>
	rowsOf(typeof kind === 'string' ? DOCUMENT_NODES[kind] : kind, '', []);

/** A metric, and who gets its points. */
export interface MetricRow extends MetricDefinition {
	readonly name: MetricName;
	readonly audiences: readonly Audience[];
}

/** Every metric, in the order of the registry. */
export const metricRows = (): readonly MetricRow[] =>
	METRIC_NAMES.map((name) => ({ name, ...METRICS[name], audiences: seenBy([METRICS[name]]) }));

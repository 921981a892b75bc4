import { AUDIENCES, type Audience } from './audience.ts';
import { type DataClass, type Field, type FieldType, isPermitted, type RegistryNode } from './field.ts';
import { ENVELOPE_NODE } from './registry.ts';

/** One datum of an event, and who gets to see it. The docs and every "what is sent" view are made of these. */
export interface FieldRow {
	/** `run.stages.*.cost`: a star stands for any name. */
	readonly path: string;
	readonly class: DataClass;
	/** `names` is not a value but the keys of a map, which are data themselves. */
	readonly type: FieldType | 'names';
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
	const { class: dataClass, type, unit, meaning } = node;
	return [{ path, class: dataClass, type, unit, meaning, audiences: seenBy([...above, node]) }];
}

/** Every field of an event, in the order of the registry. */
export const fieldRows = (): readonly FieldRow[] => rowsOf(ENVELOPE_NODE, '', []);

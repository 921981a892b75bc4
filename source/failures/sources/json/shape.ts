import type { SourceFormat } from '../found-failure.ts';
import type { ToldFailure } from '../told-failure.ts';
import type { JsonValue } from './json-records.ts';

export type Leaf = string | number | boolean | null;
type Tell = (failure: ToldFailure) => void;

export interface ShapeNeeds {
	readonly tell: Tell;
	readonly parseTime: (iso: string) => number;
}

/** The report of one kind of runner, read record by record. */
export interface Shape {
	readonly format: SourceFormat;
	/** Places that only this kind of report has. */
	readonly sign: RegExp;
	/** Places of the records that are read as a whole. */
	readonly record: RegExp;
	/** Places of single values that are read. */
	readonly leaves: RegExp;
	/** One document; what it keeps between records. */
	readonly begin: (needs: ShapeNeeds) => {
		readonly take: (place: string, value: JsonValue) => void;
		readonly leaf: (place: string, value: Leaf) => void;
		readonly left?: (place: string) => void;
		/** The document ended, or broke. */
		readonly end?: () => void;
	};
}

import type { Point } from '../metrics/point.ts';
import type { Audience } from './audience.ts';

/** Who a datum is about: the run, the machinery and the person, or what people wrote. */
export type DataClass = 'user' | 'operator' | 'content';

export type FieldType = 'string' | 'integer' | 'number' | 'strings';

/** One registered datum. */
export interface Field {
	readonly class: DataClass;
	readonly type: FieldType;
	readonly unit?: 'ms' | 'dollars' | 'tokens';
	/** Kept for `operator-only` too: an id or a time that ties an operator's data to a run. */
	readonly correlation?: true;
	readonly meaning: string;
}

/** An object with known keys. */
export interface FieldGroup<T> {
	readonly fields: Registry<T>;
}

/** An object whose keys are data of their own: stage names, file names. */
export interface FieldMap<V> {
	readonly keys: { readonly class: DataClass; readonly meaning: string };
	readonly each: Entry<V>;
}

/** A list of objects, each with fields of its own; that there is such a thing is data of its own. */
export interface FieldList<V> {
	readonly items: { readonly class: DataClass; readonly meaning: string };
	readonly each: Entry<V>;
}

/** A list of points, each of the class of the metric that it is a value of. */
export interface PointList {
	readonly points: { readonly meaning: string };
}

type Scalar = string | number | boolean;

export type Entry<V> = V extends Scalar | readonly Scalar[]
	? Field
	: V extends readonly Point[]
		? PointList
		: V extends readonly (infer Item)[]
			? FieldList<Item>
			: V extends object
				? string extends keyof V
					? FieldMap<V[keyof V]>
					: FieldGroup<V>
				: never;

/** A class for every key of `T`, optional ones included: adding a key to `T` without one does not compile. */
export type Registry<T> = { readonly [K in keyof T]-?: Entry<NonNullable<T[K]>> };

/** The registry as a walker sees it: the types have done their part by then. */
export type RegistryNode =
	| Field
	| { readonly fields: Readonly<Record<string, RegistryNode>> }
	| { readonly keys: FieldMap<unknown>['keys']; readonly each: RegistryNode }
	| { readonly items: FieldList<unknown>['items']; readonly each: RegistryNode }
	| PointList;

const PERMITTED: Readonly<Record<Audience, readonly DataClass[]>> = {
	off: [],
	'user-only': ['user', 'content'],
	'operator-only': ['operator'],
	on: ['user', 'operator', 'content'],
};

/** Whether the audience may see data of this class, or this very field. */
export function isPermitted(field: Pick<Field, 'class' | 'correlation'>, audience: Audience): boolean {
	if (PERMITTED[audience].includes(field.class)) return true;
	return audience === 'operator-only' && field.correlation === true;
}

import { DEEPEST_ENTRY } from '../core/depth.ts';
import { isJsonObject } from '../core/json.ts';
import { toStorableText } from '../core/text.ts';

/** More values than any event has; one object that many others share could make a copy without end of a small value. */
const MOST_VALUES = 1_000_000;

/** What one copy has come to so far: the objects that it is inside of, and how many values it may still take. */
interface Progress {
	readonly parents: Set<object>;
	valuesLeft: number;
}

/** A value that gives its own JSON: dates, URLs, buffers. */
function hasToJson(value: object): value is { toJSON: () => unknown } {
	return 'toJSON' in value && typeof value.toJSON === 'function';
}

function copyBigInt(value: bigint): number | string {
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : value.toString();
}

function copyObject(value: object, progress: Progress): unknown {
	if (hasToJson(value)) return copy(value.toJSON(), progress);
	if (Array.isArray(value)) return Array.from(value, (item) => copy(item, progress) ?? null);
	const copied = Object.keys(value).flatMap((key) => {
		// As a key it would be data here and a prototype wherever somebody assigns it.
		if (key === '__proto__') return [];
		const item = copy((value as Readonly<Record<string, unknown>>)[key], progress);
		return item === undefined ? [] : [[toStorableText(key), item] as const];
	});
	return Object.fromEntries(copied);
}

function copy(value: unknown, progress: Progress): unknown {
	if (--progress.valuesLeft < 0) return undefined;
	if (typeof value === 'string') return toStorableText(value);
	if (typeof value === 'bigint') return copyBigInt(value);
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value === 'boolean' || value === null) return value;
	if (typeof value !== 'object' || progress.parents.has(value)) return undefined;
	if (progress.parents.size >= DEEPEST_ENTRY) return undefined;
	progress.parents.add(value);
	try {
		return copyObject(value, progress);
	} catch {
		// A getter or `toJSON` that throws: one value is lost, not the event.
		return undefined;
	} finally {
		progress.parents.delete(value);
	}
}

/**
 * A copy of any value as plain JSON data, sharing nothing with it. Safe integers of type bigint become numbers, larger
 * ones text; texts become Unicode that every receiver can store. What JSON has no form for (undefined, functions, NaN,
 * infinities, cycles, values nested deeper than 200 levels) is left out, in lists it becomes null.
 */
export const toJsonCopy = (value: unknown): unknown => copy(value, { parents: new Set(), valuesLeft: MOST_VALUES });

/** The same of something that should be an object; without a key where it is none. */
export function toJsonObject(value: unknown): Readonly<Record<string, unknown>> {
	const copied = toJsonCopy(value);
	return isJsonObject(copied) ? copied : {};
}

import { isJsonObject } from './json.ts';

const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : undefined);

/** JSON with its keys in order, so that the same data is the same text. */
export function canonicalJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	if (!isJsonObject(value)) return JSON.stringify(value) ?? 'null';
	const parts = Object.keys(value)
		.sort()
		.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
	return `{${parts.join(',')}}`;
}

/**
 * What tells an entry of a published file from the others (storage-and-delivery.md section 1): its `runId`, else slug
 * and start, else its content.
 * @param digest SHA-256 as hex
 */
export function entryIdentity(entry: unknown, digest: (text: string) => string): string {
	if (isJsonObject(entry)) {
		const runId = text(entry['runId']);
		if (runId) return `run:${runId}`;
		const [slug, startedAt] = [text(entry['slug']), text(entry['startedAt'])];
		if (slug && startedAt) return `at:${startedAt} ${slug}`;
	}
	return `sha256:${digest(canonicalJson(entry))}`;
}

const TIME_KEYS = ['completedAt', 'startedAt'];

/** When an entry belongs into the history: its end, else its start; undefined where it says neither. */
export function entryTimeMs(
	entry: unknown,
	parseTime: (text: string) => number,
	keys: readonly string[] = TIME_KEYS,
): number | undefined {
	if (!isJsonObject(entry)) return undefined;
	for (const key of keys) {
		const given = text(entry[key]);
		const timeMs = given === undefined ? Number.NaN : parseTime(given);
		if (Number.isFinite(timeMs)) return timeMs;
	}
	return undefined;
}

/** The slug of an entry, where it has one. */
export function entrySlug(entry: unknown): string | undefined {
	return isJsonObject(entry) ? text(entry['slug']) : undefined;
}

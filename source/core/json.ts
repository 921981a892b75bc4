export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value of unknown origin is an object with keys: no list, no null. */
export const isJsonObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

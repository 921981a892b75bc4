import type { JsonValue } from './json-records.ts';

export type JsonObject = { readonly [key: string]: JsonValue };

/** Values of a report whose shape nobody promises: what is of another kind than it should be is empty. */
export const objectOf = (value: JsonValue | undefined): JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
export const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);
export const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
export const timeOf = (value: JsonValue | undefined): { readonly seenMs?: number } =>
	typeof value === 'number' && Number.isFinite(value) && value > 0 ? { seenMs: Math.floor(value) } : {};

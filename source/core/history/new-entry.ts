import { DEEPEST_ENTRY, isDeeperThan } from '../depth.ts';
import { errorText } from '../error-text.ts';
import { isJsonObject } from '../json.ts';

export type ParsedObject =
	| { readonly kind: 'object'; readonly value: Readonly<Record<string, unknown>> }
	| { readonly kind: 'refused'; readonly reason: string };

/** Parses a JSON object that a command was given. */
export function parseJsonObject(text: string): ParsedObject {
	let value: unknown;
	try {
		value = JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch (error) {
		return { kind: 'refused', reason: `no JSON (${errorText(error)})` };
	}
	if (!isJsonObject(value)) return { kind: 'refused', reason: 'no JSON object' };
	if (isDeeperThan(value, DEEPEST_ENTRY)) {
		return { kind: 'refused', reason: `nested more than ${DEEPEST_ENTRY} deep` };
	}
	return { kind: 'object', value };
}

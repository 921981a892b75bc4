import { crypto } from '../adapters/builtin.ts';

/** Names an endpoint without storing its URL, which may hold a secret. */
export const endpointDigest = (url: string): string => crypto().createHash('sha256').update(url).digest('hex');

/**
 * What an event's body depends on of its endpoint: nothing, unless it names a parent run, whose id is the endpoint's
 * own. Spares nearly every `run finish` the loading of `node:crypto`.
 */
export function endpointOf(parentRunId: string | undefined, url: string): string {
	return parentRunId === undefined ? '' : endpointDigest(url);
}

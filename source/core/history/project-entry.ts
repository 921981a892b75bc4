import { isJsonObject } from '../json.ts';
import type { Envelope } from '../payload/envelope.ts';
import type { Audience } from '../privacy/audience.ts';
import { project } from '../privacy/project.ts';

/**
 * What `audience` may see of an entry of the history: as of the event that it would make. An entry of another program
 * takes the classes of the names and types that it uses; what is registered by neither is seen by `on` alone.
 * @returns undefined where that is nothing
 */
export function projectEntry(entry: unknown, audience: Audience): unknown {
	if (!isJsonObject(entry)) return audience === 'on' ? entry : undefined;
	const { runId, ...run } = entry;
	const projected = project({ ...(runId === undefined ? {} : { runId }), run } as unknown as Envelope, audience);
	if (!projected) return undefined;
	const { runId: seenId, run: seenRun } = projected.value;
	return { ...(seenId === undefined ? {} : { runId: seenId }), ...seenRun };
}

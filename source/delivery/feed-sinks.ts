import type { Project } from '../adapters/paths.ts';
import { randomUuid } from '../adapters/random-id.ts';
import type { SinkOrder } from '../core/settings/delivery-mode.ts';
import { type DispatchReport, dispatchToSinks } from '../sinks/dispatch.ts';
import type { Database } from '../store/database.ts';

export interface FeedRequest {
	readonly database: Database;
	readonly project: Project;
	readonly userAgent: string;
	readonly sinks: SinkOrder;
	readonly printError: ((line: string) => void) | undefined;
	readonly remainingMs: () => number;
}

/**
 * Gives what waits to the sinks of a project. Whatever goes wrong in it costs neither the run nor its event.
 * @returns undefined where another process is at it, or the database can't be written
 */
export async function feedConfiguredSinks(request: FeedRequest): Promise<DispatchReport | undefined> {
	const { database, project, userAgent, sinks, printError, remainingMs } = request;
	const tools = { database, root: project.root, userAgent, printError, newInstance: randomUuid, remainingMs };
	try {
		return await dispatchToSinks(tools, sinks);
	} catch {
		return undefined;
	}
}

import { nowMs } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import { errorText } from '../../core/error-text.ts';
import { toPrintableLine } from '../../core/text.ts';
import { type Database, openExistingDatabase } from '../../store/database.ts';
import { listDeadLetters, listOutbox } from '../../store/outbox.ts';
import { outletsOf } from '../run/deliver.ts';
import { type Context, UserError } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';

/** Where an event is that was not delivered. */
export type EventState = 'waiting' | 'rejected';

export interface EventName {
	readonly runId: string;
	readonly state: EventState;
}

/** Every event of the outbox, then every dead letter, oldest first. */
export function listEvents(database: Database): readonly EventName[] {
	return [
		...listOutbox(database).map(({ runId }) => ({ runId, state: 'waiting' as const })),
		...listDeadLetters(database).map(({ runId }) => ({ runId, state: 'rejected' as const })),
	];
}

/** Ids are long to type; fewer characters than this name too much by accident. */
const SHORTEST_PREFIX = 4;

/** The event that an id, or the beginning of one, names. */
export function findEvent(events: readonly EventName[], id: string): EventName {
	const exact = events.find(({ runId }) => runId === id);
	if (exact) return exact;
	const found = id.length < SHORTEST_PREFIX ? [] : events.filter(({ runId }) => runId.startsWith(id));
	const [only] = found;
	if (only && found.length === 1) return only;
	const shown = JSON.stringify(toPrintableLine(id, 60));
	throw found.length > 1
		? new UserError(`${found.length} events begin with ${shown}`, 'Give more of the id; see: murmur8 outbox', 1)
		: new UserError(`no undelivered event ${shown}`, 'See: murmur8 outbox', 1);
}

/** The events that the arguments of a command name; with `all`, every one of that state. */
export function chooseEvents(
	events: readonly EventName[],
	ids: readonly string[],
	all: readonly EventName[],
): readonly EventName[] {
	return ids.length === 0 ? all : [...new Set(ids.map((id) => findEvent(events, id)))];
}

/** Works on the database, if there is one; it is made by recording alone. */
export async function withOutbox<T>(
	context: Context,
	empty: T,
	work: (database: Database, project: Project) => T | Promise<T>,
): Promise<T> {
	const project = findProject(context);
	const database = openExistingDatabase(project.databasePath);
	if (!database) return empty;
	try {
		return await work(database, project);
	} finally {
		database.close();
	}
}

/** Brings the queue file up to date; where it can't be written, the change in the database holds all the same. */
export async function publishQueue(database: Database, project: Project, context: Context): Promise<void> {
	const { queueSetting } = outletsOf(loadSettings(project, context.environment), context.environment);
	try {
		const { syncPublished } = await import('../../store/published/sync.ts');
		await syncPublished(database, project, queueSetting, nowMs());
	} catch (error) {
		context.debug(`the published files are not up to date: ${errorText(error)}`);
	}
}

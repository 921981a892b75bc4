import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { nowMs, toIso } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import { errorText } from '../../core/error-text.ts';
import { toTerminalText } from '../../core/terminal-text.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { countHistory, listHistory } from '../../store/history.ts';
import { hasForeignChange, historyPath } from '../../store/published/changes.ts';
import { readPublished } from '../../store/published/read.ts';
import { type Context, type Flags, UserError } from '../spec.ts';
import { findProject } from '../workplace.ts';

/** The history as a view needs it. */
export interface History {
	/** Newest first; all of it without a limit. */
	readonly list: (limit?: number) => readonly unknown[];
	readonly count: () => number;
}

const ofDatabase = (database: Database): History => ({
	list: (limit) => listHistory(database, limit),
	count: () => countHistory(database),
});

const ofEntries = (oldestFirst: readonly unknown[]): History => {
	const entries = oldestFirst.toReversed();
	return { list: (limit) => entries.slice(0, limit), count: () => entries.length };
};

/**
 * Brings the database and the published file together. Where that can't be done (a read-only disk) the command goes
 * on with what the database has.
 * @returns whether the file was corrupt; the user has been told where it is kept
 */
async function sync(database: Database, project: Project, context: Context): Promise<boolean> {
	try {
		const { syncPublished } = await import('../../store/published/sync.ts');
		const { setAside } = await syncPublished(database, project, undefined, nowMs());
		for (const name of setAside) {
			context.warn(`murmur8: pipeline-history.json was corrupt; it is kept as .claude/${name}`);
			context.warn('  The entries that were whole in it have been taken over.');
		}
		return setAside.length > 0;
	} catch (error) {
		context.debug(`the published history is not up to date: ${errorText(error)}`);
		return false;
	}
}

/** Without its database the history is what was published of it. */
function publishedHistory(project: Project, context: Context, error: unknown): History {
	const file = readPublished(historyPath(project));
	if (file.kind !== 'entries') {
		throw new UserError(`the history can't be read: ${errorText(error)}`, 'See: MURMUR8_DEBUG=1 murmur8 history', 1);
	}
	context.warn(`murmur8: the database can't be opened (${errorText(error)})`);
	context.warn('  This is the published part of the history: .claude/pipeline-history.json');
	return ofEntries(file.entries);
}

/** A history that can be read until it is closed. */
export interface OpenedHistory {
	/** Safe to print. */
	readonly name: string;
	readonly source: 'live' | 'seeded';
	readonly project: Project;
	readonly history: History;
	/** Absent where there is no history yet, or only the published part of it can be read. */
	readonly database: Database | undefined;
	/** Whether the published file was corrupt; the user has been told. */
	readonly wasCorrupt: boolean;
	readonly close: () => void;
}

/** The demonstration in its place: nothing of the project is opened. */
async function openSeeded(context: Context): Promise<OpenedHistory> {
	const { demonstrationAudience } = await import('../demonstration.ts');
	demonstrationAudience(context);
	const { seedEntries } = await import('../../core/history/seeded.ts');
	const entries = seedEntries(nowMs(), toIso).map(({ entry }) => entry);
	const history = ofEntries(entries.toReversed());
	const project = findProject(context);
	return { name: 'demo', source: 'seeded', project, history, database: undefined, wasCorrupt: false, close: () => {} };
}

/** Opens the history as it is now, or the demonstration where that is asked for. Creates nothing where there is none. */
export async function openHistory(flags: Flags, context: Context): Promise<OpenedHistory> {
	if (flags['demo']) return openSeeded(context);
	const project = findProject(context);
	const known = { name: toTerminalText(basename(project.dataRoot), 40), source: 'live', project } as const;
	const without = (history: History): OpenedHistory => ({
		...known,
		history,
		database: undefined,
		wasCorrupt: false,
		close: () => {},
	});
	if (![project.databasePath, historyPath(project)].some((path) => existsSync(path))) return without(ofEntries([]));
	let database: Database;
	try {
		database = openDatabase(project.databasePath);
	} catch (error) {
		return without(publishedHistory(project, context, error));
	}
	try {
		const wasCorrupt = hasForeignChange(database, project, undefined) && (await sync(database, project, context));
		return { ...known, history: ofDatabase(database), database, wasCorrupt, close: () => database.close() };
	} catch (error) {
		database.close();
		throw error;
	}
}

/**
 * Shows the history. Creates nothing where there is none.
 * @returns the exit code: 1 where a corrupt file was found, however much of it could be shown
 */
export async function viewHistory(flags: Flags, context: Context, show: (history: History) => void): Promise<number> {
	const opened = await openHistory(flags, context);
	try {
		show(opened.history);
		return opened.wasCorrupt ? 1 : 0;
	} finally {
		opened.close();
	}
}

/** Takes over what another program has published meanwhile. @returns whether there was any of it */
export async function takeOverPublished(database: Database, project: Project, context: Context): Promise<boolean> {
	if (!hasForeignChange(database, project, undefined)) return false;
	await sync(database, project, context);
	return true;
}

/** Changes the history and publishes it. @returns what `change` gives */
export async function changeHistory<T>(context: Context, change: (database: Database) => T): Promise<T> {
	const project = findProject(context);
	let database: Database;
	try {
		database = openDatabase(project.databasePath);
	} catch (error) {
		throw new UserError(`the history can't be changed: ${errorText(error)}`, 'Is .claude/ a folder of yours?', 1);
	}
	try {
		await sync(database, project, context);
		const result = change(database);
		await sync(database, project, context);
		return result;
	} finally {
		database.close();
	}
}

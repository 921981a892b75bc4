import { join } from 'node:path';
import type { WatchTarget } from '../adapters/watching/targets.ts';
import { watchFiles } from '../adapters/watching/watch-files.ts';
import { errorText } from '../core/error-text.ts';
import type { Watched } from '../core/watch/dashboard.ts';
import type { Database } from '../store/database.ts';
import { historyPath } from '../store/published/changes.ts';
import { isLocked } from '../store/transaction.ts';
import { watchDatabase } from './database.ts';
import { createFactsReader, type Reading, type WatchedPlace } from './read-facts.ts';
import { murmurationPath, pipelineQueuePath, QUEUE_FILE, worktreesFolder } from './read-pipelines.ts';

/** A project that is looked at. */
export interface Observation {
	/** Reads now. */
	readonly look: () => Watched;
	readonly reading: () => Reading;
	/** The open database, for what only details need. */
	readonly database: () => Database | undefined;
	/** Calls back after every change, at most ten times a second, until `close`. */
	readonly follow: (onLook: (watched: Watched) => void) => void;
	readonly close: () => void;
}

const DATABASE_FILES = ['', '-wal'];

/** A commit becomes visible after its last write to the file: by the time a disk has taken that in. */
const RECHECK_MS = [25, 50, 100, 200, 400, 800, 1_600];
/** What keeps the database from being read may pass without any file changing. */
const RETRY_MS = 2_000;

function targetsOf({ project }: WatchedPlace, settingsPaths: readonly string[], worktrees: readonly string[]) {
	const files = [
		historyPath(project),
		...DATABASE_FILES.map((suffix) => project.databasePath + suffix),
		pipelineQueuePath(project),
		join(project.root, QUEUE_FILE),
		murmurationPath(project),
		project.dotenvPath,
		...settingsPaths,
		...worktrees.flatMap((path) => [path, join(path, QUEUE_FILE)]),
	];
	return [
		...[...new Set(files)].map((path): WatchTarget => ({ path, kind: 'file' })),
		{ path: worktreesFolder(project), kind: 'folder' } as const,
	];
}

/**
 * Looks at a project without changing anything of it.
 * @param settingsPaths files besides `.env` that settings come from
 */
export function observe(place: WatchedPlace, settingsPaths: readonly string[]): Observation {
	const database = watchDatabase(place.project.databasePath);
	const readFacts = createFactsReader(place);
	let last: Reading | undefined;
	let opened: Database | undefined;
	let timer: NodeJS.Timeout | undefined;
	let owed: NodeJS.Timeout | undefined;
	let endWatching = () => {};

	const read = (): { readonly reading: Reading; readonly trouble?: string } => {
		try {
			opened = undefined;
			opened = database.open();
			return { reading: readFacts(opened) };
		} catch (error) {
			const trouble = `the database can't be read: ${errorText(error)}`;
			// A lock passes; whatever else it is, the files are opened anew.
			if (!isLocked(error)) database.close();
			// What the files say holds without it.
			return { reading: last ?? readFacts(undefined), trouble };
		}
	};
	const look = (): Watched => {
		const { reading, trouble } = read();
		last = reading;
		return trouble === undefined ? { facts: reading.facts } : { facts: reading.facts, trouble };
	};
	const reading = (): Reading => {
		if (!last) look();
		return last as Reading;
	};
	return {
		look,
		reading,
		database: () => opened,
		follow: (onLook) => {
			let worktrees = reading().worktrees;
			const hasChanged = () => {
				try {
					return database.hasChanged();
				} catch {
					return true;
				}
			};
			const recheck = (round: number) => {
				clearTimeout(timer);
				const waitMs = RECHECK_MS[round];
				if (waitMs !== undefined)
					timer = setTimeout(() => (hasChanged() ? watch.request() : recheck(round + 1)), waitMs);
			};
			const payOwed = (inMs: number | undefined) => {
				if (inMs === undefined) return;
				owed ??= setTimeout(() => {
					owed = undefined;
					watch.request();
				}, inMs);
			};
			const onFiles = () => {
				const watched = look();
				const { worktrees: found, owedInMs } = reading();
				if (found.join('\n') !== worktrees.join('\n')) {
					worktrees = found;
					watch.retarget(targetsOf(place, settingsPaths, worktrees));
				}
				if (watched.trouble === undefined) {
					recheck(0);
					payOwed(owedInMs);
				} else {
					clearTimeout(timer);
					timer = setTimeout(watch.request, RETRY_MS);
				}
				onLook(watched);
			};
			const watch = watchFiles(place.project.dataRoot, targetsOf(place, settingsPaths, worktrees), onFiles);
			endWatching = watch.close;
		},
		close: () => {
			clearTimeout(timer);
			clearTimeout(owed);
			endWatching();
			database.close();
		},
	};
}

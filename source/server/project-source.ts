import { monotonicMs, nowMs } from '../adapters/clock.ts';
import type { Project } from '../adapters/paths.ts';
import { signatureOf, type WatchTarget } from '../adapters/watching/targets.ts';
import { watchFiles } from '../adapters/watching/watch-files.ts';
import type { ServedView } from '../core/api/view.ts';
import { errorText } from '../core/error-text.ts';
import type { ResolvedSettings } from '../core/settings/resolve.ts';
import type { Database } from '../store/database.ts';
import { createLiveReader } from '../store/live.ts';
import { historyPath } from '../store/published/changes.ts';
import { atOneMoment, openWithoutWaiting } from '../store/reading.ts';
import { listRunsWithoutFeedback } from '../store/runs.ts';
import { isLocked } from '../store/transaction.ts';
import { watchDatabase } from '../watch/database.ts';
import { createPastRunsReader } from '../watch/past-runs.ts';
import { readDelivery, readRuns } from '../watch/read-facts.ts';
import type { ServedFacts } from './make-view.ts';
import { isSameView } from './same-view.ts';
import { Unavailable, type ViewSource } from './source.ts';

/** So many finished runs are held to be looked up; the live state has its own bound. */
const MOST_RUNS = 10_000;
/** Requests that come closer together than this see the same. */
const LOOK_GAP_MS = 10;
/** Reading anew is not done more often, but where settings have changed: they may say that less is to be seen. */
const READ_GAP_MS = 100;
/** A commit becomes visible after its last write to the file: by the time a disk has taken that in. */
const RECHECK_MS = [25, 50, 100, 200, 400, 800, 1_600];
/** What keeps the database from being read may pass without any file changing. */
const RETRY_MS = 250;

export interface ServedProject {
	readonly project: Project;
	readonly readSettings: () => ResolvedSettings;
	/** Files besides `.env` that settings come from. */
	readonly settingsPaths: readonly string[];
	readonly makeView: (facts: ServedFacts, nowMs: number) => ServedView;
}

const asTargets = (paths: readonly string[]) => paths.map((path): WatchTarget => ({ path, kind: 'file' }));

const NOTHING = { live: { source: 'empty', snapshots: [] }, withoutFeedback: new Set<string>() } as const;

/** Reads a project's facts, again and again, all of one moment. */
function createReader({
	project,
}: ServedProject): (database: Database | undefined, s: ResolvedSettings) => ServedFacts {
	const readPast = createPastRunsReader(project, MOST_RUNS);
	const readLive = createLiveReader();
	return (database, settings) => {
		const read = () => {
			const { items, isTruncated } = readPast(database);
			return {
				...(database ? { live: readLive(database), withoutFeedback: listRunsWithoutFeedback(database) } : NOTHING),
				items,
				isTruncated,
				runsInProgress: readRuns(database, project),
				delivery: readDelivery(database, settings),
				settings,
			};
		};
		return database ? atOneMoment(database, read) : read();
	};
}

/** A project as a server sees it: everything from its files, nothing of them changed, no lock waited for. */
export function serveProject(place: ServedProject): ViewSource {
	const { project, readSettings, settingsPaths, makeView } = place;
	const settingsTargets = asTargets([project.dotenvPath, ...settingsPaths]);
	const files = ['', '-wal'].map((suffix) => project.databasePath + suffix);
	const dataTargets = asTargets([...files, historyPath(project)]);
	const fileTargets = asTargets([historyPath(project)]);
	const database = watchDatabase(project.databasePath, openWithoutWaiting);
	const readFacts = createReader(place);
	let view: ServedView | undefined;
	let facts: ServedFacts | undefined;
	let isStale = false;
	let failure = '';
	let isOpen = false;
	let [settingsSeen, dataSeen] = ['', ''];
	let [lookedMs, readMs] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
	let tell: (view: ServedView, before: ServedView | undefined) => void = () => {};
	let timer: NodeJS.Timeout | undefined;
	let endWatching = () => {};

	/** An open database says itself whether there is something new; its files change before that can be seen. */
	const dataSignature = () => signatureOf(isOpen ? fileTargets : dataTargets);
	const openIt = () => {
		isOpen = false;
		const opened = database.open();
		isOpen = opened !== undefined;
		return opened;
	};
	const read = () => {
		readMs = monotonicMs();
		settingsSeen = signatureOf(settingsTargets);
		const before = view;
		const settings = readSettings();
		try {
			const opened = openIt();
			dataSeen = dataSignature();
			facts = readFacts(opened, settings);
			isStale = false;
		} catch (error) {
			failure = errorText(error);
			isStale = true;
			// A lock passes; whatever else it is, the files are opened anew.
			if (!isLocked(error)) database.close();
			if (!facts) return;
			// What was read before is shown, but only to whom it may be shown now.
			facts = { ...facts, settings };
		}
		view = makeView(facts, nowMs());
		if (!before || !isSameView(before, view)) tell(view, before);
	};
	const hasNewData = () => {
		try {
			return isStale || dataSignature() !== dataSeen || database.hasChanged();
		} catch {
			return true;
		}
	};
	/** @returns whether there is more to read than may be read now */
	const look = (): boolean => {
		const now = monotonicMs();
		if (view && now - lookedMs < LOOK_GAP_MS) return false;
		lookedMs = now;
		if (signatureOf(settingsTargets) !== settingsSeen) read();
		else if (hasNewData()) {
			if (now - readMs < (isStale ? RETRY_MS : READ_GAP_MS)) return true;
			read();
		}
		return isStale;
	};
	const recheck = (round: number) => {
		clearTimeout(timer);
		const waitMs = RECHECK_MS[round];
		if (waitMs === undefined) return;
		timer = setTimeout(() => recheck(look() ? Math.min(round, 3) : round + 1), waitMs);
		timer.unref();
	};
	return {
		current: () => {
			look();
			if (!view) throw new Unavailable(failure);
			return { view, isStale };
		},
		last: () => view,
		follow: (onChange) => {
			tell = onChange;
			const targets = [...settingsTargets, ...dataTargets];
			endWatching = watchFiles(project.dataRoot, targets, () => {
				look();
				recheck(0);
			}).close;
		},
		close: () => {
			clearTimeout(timer);
			endWatching();
			tell = () => {};
			database.close();
		},
	};
}

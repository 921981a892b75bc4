import { toIso } from '../adapters/clock.ts';
import { parseTime } from '../adapters/local-time.ts';
import type { Project } from '../adapters/paths.ts';
import type { Audience } from '../core/privacy/audience.ts';
import { servedAudience } from '../core/served/audience.ts';
import { entryOfRunInProgress, type ServedRun, serveEntry, withoutFeedback } from '../core/served/run.ts';
import type { ResolvedSettings } from '../core/settings/resolve.ts';
import type { WatchFacts } from '../core/watch/facts.ts';
import type { Database } from '../store/database.ts';
import type { HistoryItem } from '../store/history-items.ts';
import { listRunsWithoutFeedback } from '../store/runs.ts';
import { type Observation, observe } from '../watch/observe.ts';

/** A project at one moment, for another program. */
export interface ServedProject {
	readonly project: Project;
	readonly audience: Exclude<Audience, 'off'>;
	readonly settings: ResolvedSettings;
	/** Those in progress first, then the newest 1,000 finished ones, newest first. Projected. */
	readonly runs: readonly ServedRun[];
	/** Whether there are older ones. */
	readonly isTruncated: boolean;
	/** As it was read: what is made of it is projected before it is shown. */
	readonly facts: WatchFacts;
	/** Why newer facts can't be read, where that is so. */
	readonly trouble: string | undefined;
	readonly database: Database | undefined;
}

/** What is to be told, or why nothing is. */
export type ProjectReading =
	| { readonly kind: 'project'; readonly served: ServedProject }
	| { readonly kind: 'withheld'; readonly reason: string };

export interface ProjectReader {
	readonly read: (project: Project) => ProjectReading;
	readonly close: () => void;
}

const withheld = (reason: string): ProjectReading => ({ kind: 'withheld', reason });

interface Opened {
	readonly key: string;
	readonly observation: Observation;
}

/**
 * Reads projects for other programs, again and again: what has not changed since is not read a second time. It changes
 * nothing of them. The project looked at last stays open until `close`.
 * @param loadSettings asked at every reading: an audience that was narrowed holds at once
 */
export function createProjectReader(loadSettings: (project: Project) => ResolvedSettings): ProjectReader {
	let opened: Opened | undefined;
	let known = new WeakMap<HistoryItem, { readonly audience: Audience; readonly run: ServedRun | undefined }>();
	const close = () => {
		opened?.observation.close();
		opened = undefined;
		known = new WeakMap();
	};
	const open = (project: Project): Observation => {
		const key = `${project.root}\n${project.databasePath}`;
		if (opened?.key !== key) {
			close();
			opened = { key, observation: observe({ project, readSettings: () => loadSettings(project) }, []) };
		}
		return opened.observation;
	};
	const serveItem = (item: HistoryItem, audience: Audience, isSilent: boolean): ServedRun | undefined => {
		const before = known.get(item);
		if (before?.audience === audience) return before.run;
		const entry = isSilent ? withoutFeedback(item.entry) : item.entry;
		const run = serveEntry(entry, false, audience, { parseTime });
		known.set(item, { audience, run });
		return run;
	};
	return {
		close,
		read: (project) => {
			const settings = loadSettings(project);
			const audience = servedAudience(settings);
			if (audience === undefined) return withheld('the settings of this project can not be read; see: murmur8 doctor');
			if (audience === 'off') return withheld('the audience of this project is off: nothing of it is told');
			const observation = open(project);
			const { facts, trouble } = observation.look();
			const { items } = observation.reading();
			const database = observation.database();
			const silent = database ? listRunsWithoutFeedback(database) : new Set<string>();
			const inProgress = facts.runs.flatMap(
				({ run }) => serveEntry(entryOfRunInProgress(run, { toIso }), true, audience, { parseTime }) ?? [],
			);
			const finished = items.flatMap((item) => serveItem(item, audience, silent.has(item.identity)) ?? []);
			const { isTruncated } = facts;
			const runs = [...inProgress, ...finished];
			return {
				kind: 'project',
				served: { project, audience, settings, runs, isTruncated, facts, trouble, database },
			};
		},
	};
}

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Project, resolveProject } from '../../source/adapters/paths.ts';
import type { Run } from '../../source/core/run.ts';
import type { Database } from '../../source/store/database.ts';
import { syncPublished } from '../../source/store/published/sync.ts';
import { insertRun, putStage, updateRun } from '../../source/store/runs.ts';
import { temporaryFolder } from './sandbox.ts';
import { NOW_MS, sampleRun, sampleStage, temporaryDatabase } from './store.ts';

export const QUEUE_SETTING = '.claude/telemetry-failed.json';
export const isoAt = (ms: number) => new Date(ms).toISOString();

/** Waits until the clock of the file system has gone on: what happens in one tick of it can't be told apart. */
export function nextTick(folder: string): void {
	const probe = join(folder, '.tick');
	const timeOf = () => {
		writeFileSync(probe, '');
		return statSync(probe).mtimeMs;
	};
	const before = timeOf();
	while (timeOf() <= before);
	rmSync(probe);
}

/** Records a finished run, as its producers do. */
export function recordRun(database: Database, more: Partial<Run> = {}): Run {
	const startedAtMs = more.startedAtMs ?? NOW_MS;
	const run = sampleRun({
		status: 'success',
		completedAtMs: startedAtMs + 1_000,
		stages: [sampleStage('alex')],
		...more,
	});
	insertRun(database, run, '/w');
	updateRun(database, run);
	for (const stage of run.stages) putStage(database, run.runId, stage);
	return run;
}

/** A project with a database and the files that are published of it. */
export interface PublishedWorld {
	readonly project: Project;
	readonly database: Database;
	readonly historyFile: string;
	readonly queueFile: string;
	readonly sync: (queueSetting?: string, nowMs?: number) => ReturnType<typeof syncPublished>;
	/** What another program reads and writes, without a lock. */
	// biome-ignore lint/suspicious/noExplicitAny: entries of any shape
	readonly read: (path: string) => any;
	readonly write: (path: string, entries: unknown) => void;
	/** Reads the file, then writes it, as another program does. */
	readonly rewrite: (path: string, entries: unknown) => void;
	/** Names in `.claude` beside the database and the published files. */
	readonly debris: () => readonly string[];
}

export function createPublishedWorld(): PublishedWorld {
	const root = temporaryFolder();
	mkdirSync(join(root, '.claude'));
	const project = resolveProject(root, '');
	const database = temporaryDatabase(root);
	const folder = join(root, '.claude');
	return {
		project,
		database,
		historyFile: join(folder, 'pipeline-history.json'),
		queueFile: join(folder, 'telemetry-failed.json'),
		sync: (queueSetting, nowMs = NOW_MS) => syncPublished(database, project, queueSetting, nowMs),
		read: (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined),
		write: (path, entries) => writeFileSync(path, JSON.stringify(entries, null, 2)),
		rewrite: (path, entries) => {
			nextTick(folder);
			readFileSync(path);
			writeFileSync(path, JSON.stringify(entries, null, 2));
		},
		debris: () =>
			readdirSync(folder).filter(
				(name) => !/^murmur8\.db/.test(name) && !['pipeline-history.json', 'telemetry-failed.json'].includes(name),
			),
	};
}

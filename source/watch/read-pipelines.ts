import { readdirSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { readSettingsText, type TextFile } from '../adapters/files.ts';
import { parseTime } from '../adapters/local-time.ts';
import { claudeFile, isInside, type Project } from '../adapters/paths.ts';
import { statOrNone } from '../adapters/watching/targets.ts';
import { type MurmurationFeature, readMurmurationQueue } from '../core/murmuration-queue.ts';
import { type PipelineQueue, QUEUED_STAGES, readPipelineQueue } from '../core/pipeline-queue.ts';
import type { WaitingFeature } from '../core/watch/facts.ts';
import { type FoundWorktree, listPipelines, type Pipeline } from '../core/watch/pipelines.ts';

export const QUEUE_FILE = join('.claude', 'implement-queue.json');
const MURMURATION_FILE = 'murm-queue.json';

export const pipelineQueuePath = (project: Project): string => claudeFile(project, basename(QUEUE_FILE));
export const murmurationPath = (project: Project): string => join(project.dataRoot, '.claude', MURMURATION_FILE);
/** Where the npm package puts worktrees, unless it is told otherwise. */
export const worktreesFolder = (project: Project): string => join(project.dataRoot, '.claude', 'worktrees');

/** More pipelines than any machine runs at once; each costs a look at every change. */
const MOST_WORKTREES = 64;

export interface FoundPipelines {
	readonly pipelines: readonly Pipeline[];
	readonly waiting: readonly WaitingFeature[];
	/** Folders to watch, whether they are there or not. */
	readonly worktrees: readonly string[];
	readonly problems: readonly string[];
}

interface Found<T> {
	readonly value?: T | undefined;
	readonly problem?: string | undefined;
}

/** What a file of the npm package says. It writes without a lock, so one that is being written may look broken. */
function readAs<T>(name: string, file: TextFile, read: (value: unknown) => T | undefined): Found<T> {
	if (file.kind === 'missing') return {};
	const problem = `${name} can't be read`;
	if (file.kind === 'unreadable') return { problem };
	try {
		const value = read(JSON.parse(file.text));
		return value === undefined ? { problem } : { value };
	} catch {
		return { problem };
	}
}

function foldersIn(folder: string): readonly string[] {
	try {
		const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
		return names.slice(0, MOST_WORKTREES).map(({ name }) => join(folder, name));
	} catch {
		return [];
	}
}

/** Worktrees by their place: those of the usual folder, and those that a murmuration names inside the project. */
function worktreePaths(project: Project, features: readonly MurmurationFeature[]): readonly string[] {
	const named = features
		.flatMap(({ worktreePath }) => (worktreePath === undefined ? [] : [resolve(project.dataRoot, worktreePath)]))
		// A queue file may name any place of the machine; only the project's own are looked at.
		.filter((path) => path.startsWith(project.dataRoot + sep));
	return [...new Set([...named, ...foldersIn(worktreesFolder(project))])].slice(0, MOST_WORKTREES);
}

function readWorktree(project: Project, path: string): readonly FoundWorktree[] {
	if (!statOrNone(path)?.isDirectory() || !isInside(project.dataRoot, path)) return [];
	const file = readSettingsText(join(path, QUEUE_FILE));
	return [
		{
			path: relative(project.dataRoot, path).replaceAll(sep, '/'),
			name: basename(path),
			queue: readAs(QUEUE_FILE, file, readPipelineQueue).value,
		},
	];
}

const waitingIn = ({ waiting }: PipelineQueue): readonly WaitingFeature[] =>
	QUEUED_STAGES.flatMap((stage) => waiting[stage].map((slug) => ({ slug, stage })));

/** What the npm package's own files say of its pipelines: queue, murmuration and worktrees. */
export function readPipelines(project: Project): FoundPipelines {
	const queue = readAs(QUEUE_FILE, readSettingsText(pipelineQueuePath(project)), readPipelineQueue);
	const murmuration = readAs(MURMURATION_FILE, readSettingsText(murmurationPath(project)), readMurmurationQueue);
	const worktrees = worktreePaths(project, murmuration.value ?? []);
	const found = worktrees.flatMap((path) => readWorktree(project, path));
	return {
		pipelines: listPipelines(queue.value, murmuration.value ?? [], found, parseTime),
		waiting: queue.value ? waitingIn(queue.value) : [],
		worktrees,
		problems: [queue.problem, murmuration.problem].flatMap((problem) => problem ?? []),
	};
}

import { statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Project } from '../../adapters/paths.ts';
import { findSources } from '../../adapters/sources/find-sources.ts';
import { askWorkers } from '../../adapters/worker-pool.ts';
import { stripControls } from '../../core/text.ts';
import { type Evidence, mergeEvidence, type SourceProblem } from '../../failures/report/evidence.ts';
import { createEngine } from '../../failures/sanitise/sanitise.ts';
import { readUserRules } from '../../failures/sanitise/user-rules.ts';
import { TextReader } from '../../failures/sources/text-reader.ts';
import { createProgress } from './progress.ts';
import { createReader, type ReadItem, type ReadOrder, type ReadOutcome } from './read-one.ts';

/** Bytes; less is read here: starting a thread takes as long. */
const LEAST_FOR_A_THREAD = 2_000_000;
/** Measured: where two threads begin to be faster than one. */
const LEAST_FOR_TWO = 25_000_000;

export interface GatherRequest {
	readonly project: Project;
	readonly cwd: string;
	/** Files and folders that were named. */
	readonly paths: readonly string[];
	/** Whether somebody vouches for them. */
	readonly isVouched: boolean;
	readonly order: ReadOrder;
}

function sizeOf(path: string): number {
	return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** As the project knows it, the same on every machine where it lies in the project. */
function nameOf(path: string, root: string): string {
	const inner = relative(root, path);
	return (inner.startsWith('..') ? path : inner).replaceAll(sep, '/');
}

async function readAll(items: readonly ReadItem[], order: ReadOrder): Promise<readonly ReadOutcome[]> {
	const total = items.reduce((sum, { path }) => sum + sizeOf(path), 0);
	const progress = createProgress(total);
	try {
		if (total >= LEAST_FOR_A_THREAD) {
			const { default: script } = await import('virtual:report-worker');
			const threads = total < LEAST_FOR_TWO ? 1 : 2;
			const work = { script, order, items, threads, onNote: progress.advance };
			return await askWorkers<ReadItem, ReadOutcome, number>(work);
		}
		const outcomes: ReadOutcome[] = [];
		const read = items.length > 0 ? createReader(order) : undefined;
		for (const item of items) if (read) outcomes.push(await read(item, progress.advance));
		return outcomes;
	} finally {
		progress.end();
	}
}

/** Sanitises names of what was not even opened. */
function skippedProblems(
	skipped: readonly { readonly path: string; readonly reason: string }[],
	root: string,
	{ section, allowed }: ReadOrder,
): readonly SourceProblem[] {
	if (skipped.length === 0) return [];
	const names = new TextReader(createEngine({ extra: readUserRules(section).rules }), new Set(allowed));
	return skipped.map(({ path, reason }) => ({
		source: names.sanitised(stripControls(nameOf(path, root))),
		reason,
	}));
}

/** Reads the sources that opted in, and nothing else. */
export async function gather({ project, cwd, paths, isVouched, order }: GatherRequest): Promise<Evidence> {
	const { root } = project;
	const choice = isVouched ? { optIn: paths, named: [] } : { optIn: [], named: paths };
	const { sources, withoutOptIn, skipped } = findSources({ root, cwd, ...choice });
	const items = sources.map((path) => ({ path, name: nameOf(path, root) }));
	const outcomes = await readAll(items, order);
	const parts = outcomes.map(
		({ source, problems }): Evidence => ({
			sinceMs: order.sinceMs,
			sources: new Map(source ? [[source.identity, source]] : []),
			skippedNoOptIn: 0,
			problems,
		}),
	);
	const problems = skippedProblems(skipped, root, order);
	return mergeEvidence([
		{ sinceMs: order.sinceMs, sources: new Map(), skippedNoOptIn: withoutOptIn, problems },
		...parts,
	]);
}

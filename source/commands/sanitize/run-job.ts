import { statSync } from 'node:fs';
import { askWorkers } from '../../adapters/worker-pool.ts';
import { createJob, type Order } from './job.ts';
import type { Outcome } from './one-file.ts';

/** Bytes; measured: where two threads begin to be faster than one. */
const LEAST_FOR_TWO = 100_000_000;

/** Bytes of a file; 0 where nobody can tell. */
function sizeOf(path: string): number {
	try {
		return statSync(path).size;
	} catch {
		return 0;
	}
}

/** Does the order for every path; outcomes are in the order of the paths. */
export async function runJob(order: Order, paths: readonly string[]): Promise<readonly Outcome[]> {
	const places = paths.map((path, place) => ({ path, place, size: sizeOf(path) }));
	const bytes = places.reduce((sum, { size }) => sum + size, 0);
	if (paths.length === 1 || bytes < LEAST_FOR_TWO) return paths.map(createJob(order));
	const { default: script } = await import('virtual:sanitize-worker');
	// The largest first: one that comes last would leave the other thread without work.
	places.sort((one, other) => other.size - one.size);
	const items = places.map(({ path }) => path);
	const outcomes = await askWorkers<string, Outcome>({ script, order, items, threads: 2 });
	return places
		.map(({ place }, index) => ({ place, outcome: outcomes[index] as Outcome }))
		.sort((one, other) => one.place - other.place)
		.map(({ outcome }) => outcome);
}

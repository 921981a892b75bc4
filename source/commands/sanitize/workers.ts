import { statSync } from 'node:fs';
import { askWorkers } from '../../adapters/worker-pool.ts';
import type { Order } from './job.ts';
import type { Outcome } from './one-file.ts';

/** Bytes of a file; 0 where nobody can tell. */
function sizeOf(path: string): number {
	try {
		return statSync(path).size;
	} catch {
		return 0;
	}
}

/** Several files at a time, each by one thread; outcomes are in the order of the paths. */
export async function runWorkers(order: Order, paths: readonly string[]): Promise<readonly Outcome[]> {
	const { default: script } = await import('virtual:sanitize-worker');
	// The largest first: one that comes last would leave the other thread without work.
	const places = paths
		.map((path, place) => ({ path, place, size: sizeOf(path) }))
		.sort((one, other) => other.size - one.size);
	const outcomes = await askWorkers<string, Outcome>({ script, order, items: places.map(({ path }) => path) });
	return places
		.map(({ place }, index) => ({ place, outcome: outcomes[index] as Outcome }))
		.sort((one, other) => one.place - other.place)
		.map(({ outcome }) => outcome);
}

import { askWorkers } from '../../adapters/worker-pool.ts';
import type { Order } from './job.ts';
import type { Outcome } from './one-file.ts';

/** Several files at a time, each by one thread; outcomes are in the order of the paths. */
export async function runWorkers(order: Order, paths: readonly string[]): Promise<readonly Outcome[]> {
	const { default: script } = await import('virtual:sanitize-worker');
	return askWorkers<string, Outcome>({ script, order, items: paths });
}

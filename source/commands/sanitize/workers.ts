import { Worker } from 'node:worker_threads';
import type { Order } from './job.ts';
import type { Outcome } from './one-file.ts';

const MOST_WORKERS = 2;

/** One thread works through the files that nobody has taken yet. */
function runWorker(
	source: string,
	order: Order,
	next: () => number | undefined,
	paths: readonly string[],
	done: (index: number, outcome: Outcome) => void,
): Promise<void> {
	const worker = new Worker(source, { eval: true, workerData: order });
	return new Promise((resolve, reject) => {
		let current: number | undefined;
		const give = () => {
			current = next();
			if (current === undefined) void worker.terminate().then(() => resolve());
			else worker.postMessage(paths[current]);
		};
		worker.on('message', (outcome: Outcome) => {
			if (current !== undefined) done(current, outcome);
			give();
		});
		worker.on('error', reject);
		give();
	});
}

/** Several files at a time, each by one thread; outcomes are in the order of the paths. */
export async function runWorkers(order: Order, paths: readonly string[]): Promise<readonly Outcome[]> {
	const { default: source } = await import('virtual:sanitize-worker');
	const outcomes = new Map<number, Outcome>();
	let taken = 0;
	const next = () => (taken < paths.length ? taken++ : undefined);
	const workers = Array.from({ length: Math.min(MOST_WORKERS, paths.length) }, () =>
		runWorker(source, order, next, paths, (index, outcome) => outcomes.set(index, outcome)),
	);
	await Promise.all(workers);
	return paths.map((_, index) => outcomes.get(index) ?? { kind: 'unreadable', reason: 'was not reached' });
}

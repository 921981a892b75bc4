import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerMessage } from '../../adapters/worker-pool.ts';
import { createReader, type ReadItem, type ReadOrder, type ReadOutcome } from './read-one.ts';

/** Progress is told in steps of so many bytes. */
const STEP = 4_000_000;

const say = (message: WorkerMessage<ReadOutcome, number>): void => parentPort?.postMessage(message);

/** A thread that takes sources and answers with what they showed. */
const read = createReader(workerData as ReadOrder);

parentPort?.on('message', async (item: ReadItem) => {
	let bytes = 0;
	const answer = await read(item, (more) => {
		bytes += more;
		if (bytes < STEP) return;
		say({ kind: 'note', note: bytes });
		bytes = 0;
	});
	say({ kind: 'note', note: bytes });
	say({ kind: 'answer', answer });
});

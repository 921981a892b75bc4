import { parentPort, workerData } from 'node:worker_threads';
import { createJob, type Order } from './job.ts';

/** A thread that takes paths and answers with what became of them. */
const work = createJob(workerData as Order);
parentPort?.on('message', (path: string) => parentPort?.postMessage({ kind: 'answer', answer: work(path) }));

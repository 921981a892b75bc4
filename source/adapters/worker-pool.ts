import { Worker } from 'node:worker_threads';

/** What a worker says: notes while it works on an item, then the answer. */
export type WorkerMessage<Answer, Note> =
	| { readonly kind: 'note'; readonly note: Note }
	| { readonly kind: 'answer'; readonly answer: Answer };

interface Work<Item, Note> {
	/** A whole script, because in the binary there is no file. */
	readonly script: string;
	/** What every worker is told at its start; plain data, as items and answers are. */
	readonly order: unknown;
	readonly items: readonly Item[];
	/** How many at most; each warms up by itself, which takes as long as some ten megabytes. */
	readonly threads: number;
	readonly onNote?: (note: Note) => void;
}

/** Gives one thread the items that nobody has taken yet, one after the other. */
function feed<Item, Answer, Note>(
	worker: Worker,
	{ items, onNote }: Work<Item, Note>,
	next: () => number | undefined,
	answers: Answer[],
): Promise<void> {
	return new Promise((resolve, reject) => {
		let current = next();
		const give = () => {
			if (current === undefined) resolve();
			else worker.postMessage(items[current]);
		};
		worker.on('message', (message: WorkerMessage<Answer, Note>) => {
			if (message.kind === 'note') return onNote?.(message.note);
			if (current !== undefined) answers[current] = message.answer;
			current = next();
			give();
		});
		worker.on('error', reject);
		give();
	});
}

/**
 * Has threads work on items, while this one hears signals and notes.
 * @returns answers in the order of the items
 * @throws what a thread threw; the others are ended
 */
export async function askWorkers<Item, Answer, Note = never>(work: Work<Item, Note>): Promise<readonly Answer[]> {
	const { script, order, items, threads } = work;
	const answers: Answer[] = [];
	let taken = 0;
	const next = () => (taken < items.length ? taken++ : undefined);
	const workers = Array.from(
		{ length: Math.min(threads, items.length) },
		() => new Worker(script, { eval: true, workerData: order }),
	);
	try {
		await Promise.all(workers.map((worker) => feed(worker, work, next, answers)));
		return answers;
	} finally {
		await Promise.all(workers.map((worker) => worker.terminate()));
	}
}

import { expect, test } from 'vitest';
import type { LogContext } from '../../source/failures/groups/occurrence.ts';
import { recordFinish } from '../../source/lifecycle/finish.ts';
import { recordStart } from '../../source/lifecycle/start.ts';
import { inTransaction } from '../../source/store/database.ts';
import { putLog } from '../../source/store/failure-logs.ts';
import { readRunFailures } from '../../source/store/failure-sightings.ts';
import { createFailuresReader } from '../../source/watch/read-failures.ts';
import { recordingTools } from '../support/recording.ts';
import { NOW_MS } from '../support/store.ts';

const DAY_MS = 86_400_000;
const failureOf = (name: string, count: number) => ({
	fingerprint: `sha256-${name}`,
	className: 'TypeError',
	message: 'property of undefined',
	frames: [`${name}@app.js`],
	sample: `sample of ${name}`,
	file: 'app.js',
	count,
	severity: 'info' as const,
});

/** A database with a run for each list of failures, and what is read from it. */
async function recorded(...runs: readonly (readonly ReturnType<typeof failureOf>[])[]) {
	const tools = recordingTools();
	const { database, project } = tools;
	for (const [index, failures] of runs.entries()) {
		const runId = `run-${index}`;
		recordStart(database, project, { runId, slug: 'user-auth', type: 'feature' }, NOW_MS + index);
		const context: LogContext = { seenMs: NOW_MS + index, jobType: 'unit', isMain: false };
		const log = { runId, stage: 'alex', digest: String(index), path: 'a.log', context, isWhole: true };
		inTransaction(database, () => putLog(database, log, failures));
		await recordFinish({ ...tools, nowMs: NOW_MS + index + 1 }, runId, { status: 'failed', feedbackWithheld: false });
	}
	return database;
}

test('every failure, the worst first, with the runs that showed it, newest first, and what is new among them', async () => {
	const database = await recorded([failureOf('a', 1), failureOf('b', 50)], [failureOf('a', 2), failureOf('c', 1)]);
	const { known, churn } = createFailuresReader()(database, NOW_MS);
	expect(
		known.map(({ fingerprint, sightings }) => [fingerprint, sightings.map(({ runId, count }) => `${runId} ${count}`)]),
	).toEqual([
		['sha256-b', ['run-0 50']],
		['sha256-a', ['run-1 2', 'run-0 1']],
		['sha256-c', ['run-1 1']],
	]);
	expect(churn).toEqual({ new: 1, resolved: 1, unchanged: 1 });
	expect(readRunFailures(database, 'run-1').map(({ title, count, isNew }) => [title, count, isNew])).toEqual([
		['TypeError at a', 2, false],
		['TypeError at c', 1, true],
	]);
	// Nothing is compared with the first run.
	expect(readRunFailures(database, 'run-0').map(({ isNew }) => isNew)).toEqual([undefined, undefined]);
});

test('what has not changed is not put together again; a day changes what rises', async () => {
	const database = await recorded([failureOf('a', 1)]);
	const read = createFailuresReader();
	const { known } = read(database, NOW_MS);
	expect(read(database, NOW_MS + 1).known).toBe(known);
	expect(known[0]?.score).toBe(1.3);
	expect(read(database, NOW_MS + 8 * DAY_MS).known[0]?.score).toBe(0.3);
	expect(createFailuresReader()(undefined, NOW_MS)).toEqual({ known: [], churn: undefined });
});

test('runs that were cleared from the history are not told of', async () => {
	const database = await recorded([failureOf('a', 1)], [failureOf('a', 1)]);
	const read = createFailuresReader();
	expect(read(database, NOW_MS).known).toHaveLength(1);
	database.exec('UPDATE run SET hidden = 1');
	expect(read(database, NOW_MS)).toEqual({ known: [], churn: undefined });
});

test('the newest thousand logs are kept, and with them the groups that stand in them', async () => {
	const database = await recorded([failureOf('old', 1)]);
	recordStart(database, recordingTools().project, { runId: 'next', slug: 'b', type: 'feature' }, NOW_MS);
	const context: LogContext = { seenMs: NOW_MS, jobType: 'unit', isMain: false };
	inTransaction(database, () => {
		for (let index = 0; index < 1_000; index++) {
			const log = { runId: 'next', stage: 'alex', digest: `next ${index}`, path: 'a.log', context, isWhole: true };
			putLog(database, log, [failureOf('new', 1)]);
		}
	});
	expect(database.prepare('SELECT COUNT(*) AS n FROM failure_log').get()).toEqual({ n: 1_000 });
	expect(createFailuresReader()(database, NOW_MS).known.map(({ fingerprint }) => fingerprint)).toEqual(['sha256-new']);
});

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FinishRequest } from '../../source/core/finish.ts';
import { type LifecycleTools, recordFinish } from '../../source/lifecycle/finish.ts';
import { type NotedLog, noteLog } from '../../source/lifecycle/note-log.ts';
import { recordStart } from '../../source/lifecycle/start.ts';
import { readTotals } from '../../source/store/failure-totals.ts';
import { readObservation } from '../../source/store/failures.ts';
import { readLiveState } from '../../source/store/live.ts';
import { readEvent } from '../../source/store/outbox.ts';
import { purge } from '../../source/store/purge.ts';
import { sharedEngine } from '../support/found.ts';
import { createGit } from '../support/git.ts';
import { ACTIVE, recordingTools } from '../support/recording.ts';
import { NOW_MS } from '../support/store.ts';

const PARSE = `TypeError: Cannot read properties of undefined (reading 'length')
    at parse (/home/ada/app/src/parse.js:12:5)
    at main (/home/ada/app/src/main.js:3:1)
`;
const LOAD = `Error: ENOENT: no such file or directory, open '/home/ada/app/data.json'
    at load (/home/ada/app/src/load.js:7:3)
`;

interface LogGiven {
	readonly stage?: string;
	readonly isWhole?: boolean;
	readonly jobType?: 'visual';
	readonly nowMs?: number;
	readonly environment?: Readonly<Record<string, string>>;
}

let count = 0;

async function note(
	tools: LifecycleTools,
	runId: string,
	text: string | Buffer,
	given: LogGiven = {},
): Promise<NotedLog> {
	const { stage = 'nigel-tests', isWhole = true, jobType, nowMs = NOW_MS, environment = {} } = given;
	const folder = join(tools.project.root, 'artifacts', 'telemetry-optin', runId);
	mkdirSync(folder, { recursive: true });
	const path = join(folder, `${++count}.log`);
	writeFileSync(path, text);
	const { database, project } = tools;
	const noting = { database, project, environment, engine: sharedEngine(), allowed: new Set<string>(), nowMs };
	return noteLog(noting, { runId, path, stageOf: () => stage, jobType, isWhole });
}

const begin = ({ database, project }: LifecycleTools, runId: string) =>
	recordStart(database, project, { runId, slug: 'user-auth', type: 'feature' }, NOW_MS);
const finish = (tools: LifecycleTools, runId: string, status: FinishRequest['status'] = 'failed') =>
	recordFinish(tools, runId, { status, feedbackWithheld: false });

/** A whole run with these logs; what its snapshot says of the failures. */
async function run(
	tools: LifecycleTools,
	runId: string,
	logs: readonly (readonly [string, LogGiven?])[],
	status?: 'paused',
) {
	begin(tools, runId);
	for (const [text, given] of logs) expect(await note(tools, runId, text, given)).toMatchObject({ kind: 'noted' });
	await finish(tools, runId, status);
	const user = readLiveState(tools.database).snapshots.find((each) => each.runId === runId)?.user;
	const totals = readTotals(tools.database);
	const nameOf = (print: string) => totals.get(print)?.frames[0] ?? print;
	const named = (prints: readonly string[] = []) => prints.map(nameOf).toSorted();
	const { churn } = user ?? {};
	return {
		found: user?.failures?.map(({ fingerprint, ...rest }) => ({ name: nameOf(fingerprint), ...rest })),
		churn: churn && { new: named(churn.new), resolved: named(churn.resolved), unchanged: named(churn.unchanged) },
	};
}

const runOfEvent = ({ database }: LifecycleTools, runId: string) =>
	JSON.parse(readEvent(database, runId)?.envelope ?? '{}').run;

describe('what the logs of a run show', () => {
	test('stands in its snapshot and in its event, of run and stage', async () => {
		const tools = recordingTools({ ...ACTIVE, MURMUR8_TELEMETRY_WIRE: 'envelope' });
		const { found, churn } = await run(tools, 'one', [[PARSE + LOAD + PARSE], [LOAD, { stage: 'codey-implement' }]]);
		expect(found?.toSorted((one, other) => (one.name < other.name ? -1 : 1))).toEqual([
			{ name: 'load@load.js', stage: 'codey-implement', severity: 'info', count: 2 },
			{ name: 'parse@parse.js', stage: 'nigel-tests', severity: 'info', count: 2 },
		]);
		expect(churn).toBeUndefined();
		const { failures } = runOfEvent(tools, 'one');
		expect(failures).toEqual(readObservation(tools.database, 'one')?.failures);
		expect(failures[0]).toEqual({
			fingerprint: expect.stringMatching(/^sha256-[0-9a-f]{64}$/),
			stage: expect.any(String),
			severity: 'info',
			count: 2,
		});
	});

	test('a run without a log says nothing of failures, one with an empty log that there were none', async () => {
		const tools = recordingTools({ ...ACTIVE, MURMUR8_TELEMETRY_WIRE: 'envelope' });
		expect((await run(tools, 'none', [])).found).toBeUndefined();
		expect((await run(tools, 'empty', [['all is well\n']])).found).toEqual([]);
		for (const runId of ['none', 'empty']) expect(runOfEvent(tools, runId)).not.toHaveProperty('failures');
	});

	test('a log that is read twice counts once, and none of a run that has ended', async () => {
		const tools = recordingTools();
		begin(tools, 'one');
		expect(await note(tools, 'one', PARSE)).toMatchObject({ kind: 'noted', failures: 1, isWhole: true });
		expect(await note(tools, 'one', PARSE)).toEqual({ kind: 'ignored', reason: 'it was read before' });
		await finish(tools, 'one');
		expect(await note(tools, 'one', LOAD)).toEqual({ kind: 'ignored', reason: 'its run has ended' });
		expect(await note(tools, 'nobody', LOAD)).toMatchObject({ kind: 'ignored' });
		expect([...readTotals(tools.database).values()].map(({ count: times }) => times)).toEqual([1]);
	});

	test('text of it was sanitised, in the database too', async () => {
		const tools = recordingTools();
		const secret = `ghp_${'aB3'.repeat(12)}`;
		await run(tools, 'one', [
			[`Error: no answer to bob@corp.example.com with ${secret}\n    at send (/home/bob/app/send.js:1:1)\n`],
		]);
		const kept = JSON.stringify(tools.database.prepare('SELECT * FROM failure_group, failure_log').all());
		expect(kept).toContain('<EMAIL>');
		expect(kept).not.toMatch(/bob|ghp_/);
		purge(tools.database, false);
		expect(readTotals(tools.database).size).toBe(0);
	});
});

describe('churn', () => {
	test('against the run before: new, resolved, unchanged', async () => {
		const tools = recordingTools();
		await run(tools, '1', [[PARSE]]);
		expect((await run(tools, '2', [[PARSE + LOAD]])).churn).toEqual({
			new: ['load@load.js'],
			resolved: [],
			unchanged: ['parse@parse.js'],
		});
		expect((await run(tools, '3', [[LOAD.replace(':7:3', ':9:3')]])).churn).toEqual({
			new: [],
			resolved: ['parse@parse.js'],
			unchanged: ['load@load.js'],
		});
	});

	// Whatever becomes of the second run, the third still knows the failure of the first.
	test.each<[string, Parameters<typeof run>[2], 'paused' | undefined]>([
		['had no log', [], undefined],
		['had a log of another stage', [['fine\n', { stage: 'codey-implement' }]], undefined],
		['had a log that was cut', [['fine\n', { isWhole: false }]], undefined],
		['had one log that was cut and one that was not', [['fine\n'], ['fine, too\n', { isWhole: false }]], undefined],
		['had a log that is no text', [['\0\x01\x02'.repeat(500)]], undefined],
		['was paused', [['fine\n']], 'paused'],
	])('what was not looked at is not resolved: the run between %s', async (_name, logs, status) => {
		const tools = recordingTools();
		await run(tools, '1', [[PARSE]]);
		await run(tools, '2', logs, status);
		expect((await run(tools, '3', [[PARSE]])).churn).toEqual({ new: [], resolved: [], unchanged: ['parse@parse.js'] });
	});
});

describe('severity', () => {
	test('is of all that is known of a failure: how often, on which branch, in which jobs', async () => {
		const tools = recordingTools();
		const git = createGit();
		git.run(tools.project.root, 'init', '--quiet', '--initial-branch=main');
		const { found } = await run(tools, '1', [[PARSE.repeat(150), { jobType: 'visual' }]]);
		// 2.2 for 150 times, 2 for the main branch, 1 for pages that are looked at, 1 for more of it than the week before.
		expect(found).toMatchObject([{ severity: 'warning', count: 150 }]);
		const more = await run(tools, '2', [[PARSE.repeat(5_000), { jobType: 'visual' }]]);
		// 3.7 for 5,150 times make it 7.7.
		expect(more.found).toMatchObject([{ severity: 'error', count: 5_000 }]);
		git.run(tools.project.root, 'symbolic-ref', 'HEAD', 'refs/heads/topic');
		expect((await run(tools, '3', [[LOAD]])).found).toMatchObject([{ severity: 'info' }]);
		const totals = [...readTotals(tools.database).values()].find(({ frames }) => frames[0] === 'parse@parse.js');
		expect(totals).toMatchObject({ count: 5_150, onMain: 5_150, jobTypes: new Set(['visual']) });
	});
});

test('a log with endless different errors is bounded, and resolves nothing', async () => {
	const tools = recordingTools();
	await run(tools, '1', [[PARSE]]);
	const letters = (index: number) => index.toString(36).replaceAll(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '');
	const flood = Array.from(
		{ length: 2_000 },
		(_, index) => `Error: bad ${letters(index)}word\n    at f${letters(index)} (/srv/app/a${letters(index)}.js:1:1)\n`,
	);
	const { found, churn } = await run(tools, '2', [[flood.join('')]]);
	expect(found?.length).toBe(500);
	expect(churn?.resolved).toEqual([]);
});

test('a log that is gone costs nothing else', async () => {
	const tools = recordingTools();
	begin(tools, '1');
	const path = join(tools.project.root, 'gone.log');
	rmSync(path, { force: true });
	const { database, project } = tools;
	const noting = {
		database,
		project,
		environment: {},
		engine: sharedEngine(),
		allowed: new Set<string>(),
		nowMs: NOW_MS,
	};
	const log = { runId: '1', path, stageOf: () => 'alex', jobType: undefined, isWhole: true };
	expect(await noteLog(noting, log)).toEqual({ kind: 'unreadable', reason: 'is not there' });
	expect(readObservation(database, '1')).toBeUndefined();
});

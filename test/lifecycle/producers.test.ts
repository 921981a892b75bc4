import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FinishRequest } from '../../source/core/finish.ts';
import { currentSnapshot } from '../../source/core/live/state.ts';
import { type LifecycleTools, recordFinish } from '../../source/lifecycle/finish.ts';
import { recordStage } from '../../source/lifecycle/stage.ts';
import { recordStart } from '../../source/lifecycle/start.ts';
import { concludeRun } from '../../source/store/conclude.ts';
import { type Database, inTransaction } from '../../source/store/database.ts';
import { countHistory, recordEntry } from '../../source/store/history.ts';
import { readLiveState, takePendingSnapshot } from '../../source/store/live.ts';
import { listOutbox } from '../../source/store/outbox.ts';
import { syncPublished } from '../../source/store/published/sync.ts';
import { ACTIVE, recordingTools, type Variables } from '../support/recording.ts';
import { scriptCommand, sourceModule } from '../support/script.ts';
import { NOW_MS, temporaryDatabase } from '../support/store.ts';

const SUCCESS: FinishRequest = { status: 'success', feedbackWithheld: false };
const start = ({ database, project }: LifecycleTools, runId: string, atMs = NOW_MS) =>
	recordStart(database, project, { runId, slug: 'user-auth', type: 'feature' }, atMs);

const ENTRY = {
	runId: 'run',
	slug: 'user-auth',
	status: 'success',
	startedAt: new Date(NOW_MS).toISOString(),
	completedAt: new Date(NOW_MS + 60_000).toISOString(),
	stages: { alex: { status: 'success', durationMs: 1_000 } },
};

/** Every way in which a finished run comes into the database. */
const PRODUCERS: Readonly<Record<string, (tools: LifecycleTools) => unknown>> = {
	'run finish': async (tools) => {
		start(tools, 'run');
		recordStage(tools.database, 'run', 'alex', 'done', {}, NOW_MS + 1_000);
		await recordFinish(tools, 'run', SUCCESS);
	},
	'run start, of one that crashed': (tools) => {
		start(tools, 'run');
		recordStage(tools.database, 'run', 'alex', 'done', {}, NOW_MS + 1_000);
		start(tools, 'next', NOW_MS + 60_000);
	},
	'history record': ({ database }) => recordEntry(database, ENTRY, NOW_MS),
	'import of what another program wrote': ({ database, project, nowMs }) => {
		const folder = join(project.dataRoot, '.claude');
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, 'pipeline-history.json'), JSON.stringify([ENTRY]));
		return syncPublished(database, project, undefined, nowMs);
	},
};

const SINKS = { MURMUR8_TELEMETRY_SINKS: '[{"kind":"stderr"}]' };
const SETTINGS: Readonly<Record<string, Variables>> = {
	'nothing set': {},
	'an endpoint': ACTIVE,
	'an endpoint and a sink': { ...ACTIVE, ...SINKS },
	'a sink alone': SINKS,
	'a sink for no run': { ...SINKS, MURMUR8_TELEMETRY_SAMPLING: '0' },
	'a sink for changes': { ...SINKS, MURMUR8_TELEMETRY_SAMPLING: 'on-change' },
	off: { ...ACTIVE, ...SINKS, MURMUR8_TELEMETRY_AUDIENCE: 'off' },
	'a setting that is wrong': { ...ACTIVE, ...SINKS, MURMUR8_TELEMETRY_WIRE: 'xml' },
};

const EVENT = ['an endpoint', 'an endpoint and a sink'];
const TO_SINKS = ['an endpoint and a sink', 'a sink alone'];

const CASES = Object.keys(PRODUCERS).flatMap((producer) =>
	Object.keys(SETTINGS).map((settings) => ({ producer, settings })),
);

test.each(CASES)('$producer, $settings', async ({ producer, settings }) => {
	const tools = recordingTools(SETTINGS[settings]);
	const { database } = tools;
	await PRODUCERS[producer]?.(tools);
	expect(countHistory(database)).toBe(1);
	const state = readLiveState(database);
	expect(state).toMatchObject({ source: 'live', snapshots: [{ runId: 'run', user: { slug: 'user-auth' } }] });
	const names = currentSnapshot(state, 'on')?.value.points?.map(({ name }) => name);
	expect(names).toContain('murmur8.stage.duration_ms');
	// This machinery had no part in what other programs recorded.
	expect(names?.includes('murmur8.outbox.depth')).toBe(producer.startsWith('run '));
	const isFinish = producer === 'run finish';
	expect(listOutbox(database)).toHaveLength(isFinish && EVENT.includes(settings) ? 1 : 0);
	const pending = inTransaction(database, () => takePendingSnapshot(database));
	expect(pending?.audience).toBe(isFinish && TO_SINKS.includes(settings) ? 'user-only' : undefined);
	expect(inTransaction(database, () => takePendingSnapshot(database))).toBeUndefined();
});

test('what another program says of a run of ours meanwhile is not what is measured of it', async () => {
	const tools = recordingTools();
	start(tools, 'run');
	recordEntry(tools.database, { ...ENTRY, stages: {}, metrics: { 'murmur8.run.total': 7 } }, NOW_MS);
	expect(readLiveState(tools.database).snapshots).toMatchObject([{ points: [{}, {}, { value: 7, isForeign: true }] }]);
	await recordFinish(tools, 'run', SUCCESS);
	expect(readLiveState(tools.database).snapshots).toMatchObject([
		{ runId: 'run', operator: { recorder: 'murmur8-cli/0.0.0' } },
	]);
});

test('of a long history what there is room for is measured', async () => {
	const tools = recordingTools();
	const folder = join(tools.project.dataRoot, '.claude');
	mkdirSync(folder, { recursive: true });
	const entries = Array.from({ length: 1_500 }, (_, index) => ({
		...ENTRY,
		runId: `r${index}`,
		completedAt: new Date(NOW_MS + index).toISOString(),
	}));
	writeFileSync(join(folder, 'pipeline-history.json'), JSON.stringify([null, 7, { mode: 'murmuration' }, ...entries]));
	await syncPublished(tools.database, tools.project, undefined, tools.nowMs);
	const { snapshots } = readLiveState(tools.database);
	expect([snapshots.length, snapshots[0]?.runId, snapshots.at(-1)?.runId]).toEqual([1_000, 'r500', 'r1499']);
});

describe('churn', () => {
	const conclude = (tools: LifecycleTools, runId: string, found: readonly string[] | undefined, more: object = {}) => {
		const failures = found?.map(
			(fingerprint) => ({ fingerprint, stage: 'alex', severity: 'error', count: 1 }) as const,
		);
		const run = { runId, status: 'failed', slug: 'a', completedAtMs: NOW_MS, stages: [], ...more };
		inTransaction(tools.database, () =>
			concludeRun(tools.database, {
				run,
				producer: { kind: 'own', recorder: 'r', ci: undefined },
				observation: failures && { stages: ['alex'], failures },
				sinks: { sinks: [{ kind: 'stderr' }], sampling: 'on-change', audience: 'user-only' },
			}),
		);
		const snapshot = readLiveState(tools.database).snapshots.find((each) => each.runId === runId);
		return snapshot?.user.churn;
	};

	test('interleaved features, runs without logs, paused and aborted ones leave each other’s failures alone', () => {
		const tools = recordingTools();
		expect(conclude(tools, '1', ['x', 'y'])).toBeUndefined();
		expect(conclude(tools, '2', ['x'], { slug: 'b' })).toBeUndefined();
		expect(conclude(tools, '3', undefined)).toBeUndefined();
		expect(conclude(tools, '4', [], { status: 'paused' })).toBeUndefined();
		expect(conclude(tools, '5', [], { status: 'aborted' })).toBeUndefined();
		expect(conclude(tools, '6', ['y', 'z'])).toEqual({ new: ['z'], resolved: ['x'], unchanged: ['y'] });
		expect(conclude(tools, '7', ['x'], { slug: 'b' })).toEqual({ new: [], resolved: [], unchanged: ['x'] });
		expect(conclude(tools, '8', [], { type: 'refinement' })).toBeUndefined();
	});

	test('a sample of changes takes the runs whose set of failures is another one', () => {
		const tools = recordingTools();
		const found = [['x'], ['x'], ['x', 'y'], undefined, ['y'], []];
		for (const [index, each] of found.entries()) conclude(tools, `${index}`, each);
		const taken: (string | undefined)[] = [];
		for (;;) {
			const pending = inTransaction(tools.database, () => takePendingSnapshot(tools.database));
			if (!pending) break;
			taken.push(pending.snapshot.runId);
		}
		expect(taken).toEqual(['0', '2', '4', '5']);
	});
});

test('the machinery is told of once', async () => {
	const tools = recordingTools(ACTIVE);
	const depths: (number | undefined)[] = [];
	for (const runId of ['a', 'b']) {
		start(tools, runId);
		await recordFinish(tools, runId, { ...SUCCESS, status: 'failed' });
		const points = readLiveState(tools.database).snapshots.find((each) => each.runId === runId)?.points;
		depths.push(points?.find(({ name }) => name === 'murmur8.outbox.depth')?.value);
		tools.database.exec(
			`INSERT INTO delivery (run_id, result, at_ms, duration_ms) VALUES ('${runId}', 'transient', 1, 300)`,
		);
	}
	expect(depths).toEqual([1, 2]);
	start(tools, 'c');
	await recordFinish(tools, 'c', SUCCESS);
	const last = readLiveState(tools.database).snapshots.find((each) => each.runId === 'c');
	const results = last?.points.filter(({ name }) => name === 'murmur8.delivery.result_total');
	expect(results).toMatchObject([{ labels: { result: 'transient' }, value: 1 }]);
});

/** Runs a script in several processes at once, each with a name of its own. @returns the exit code */
function atOnce(script: string, path: string, names: readonly string[]): number | null {
	const shell = names.map((name) => {
		const [file, ...args] = scriptCommand(script, path, name);
		return [file, ...args].map((arg) => `'${arg.replaceAll("'", `'\\''`)}'`).join(' ');
	});
	const { status } = spawnSync('bash', [
		'-c',
		`${shell.map((line) => `${line} & p="$p $!"`).join('\n')}\nfor each in $p; do wait $each || exit 1; done`,
	]);
	return status;
}

const pathOf = (database: Database) => String(database.prepare('PRAGMA database_list').get()?.['file']);

test('producers that observe at once: each run is compared with the one that was stored before it', () => {
	const database = temporaryDatabase();
	const script = `
		const { openDatabase, inTransaction } = await import(${sourceModule('store/database.ts')});
		const { concludeRun } = await import(${sourceModule('store/conclude.ts')});
		const database = openDatabase(process.argv[1]);
		const name = process.argv[2];
		for (let index = 0; index < 30; index++) {
			// Some that both find, some that one finds, another set every time.
			const found = ['x', name, 'n' + (index % 3)].slice(index % 2);
			const failures = found.map((fingerprint) => ({ fingerprint, stage: 'alex', severity: 'error', count: 1 }));
			const run = { runId: name + index, slug: 'a', status: 'failed', completedAtMs: ${NOW_MS}, stages: [] };
			const producer = { kind: 'own', recorder: 'r', ci: undefined };
			inTransaction(database, () =>
				concludeRun(database, { run, producer, observation: { stages: ['alex'], failures }, sinks: undefined }));
		}
	`;
	expect(atOnce(script, pathOf(database), ['a', 'b', 'c'])).toBe(0);
	const { snapshots } = readLiveState(database);
	expect(snapshots).toHaveLength(90);
	// Those of one time are in the order in which they were stored.
	for (const [index, { user }] of snapshots.entries()) {
		const before = snapshots[index - 1]?.user.failures?.map(({ fingerprint }) => fingerprint);
		const now = user.failures?.map(({ fingerprint }) => fingerprint) ?? [];
		expect(user.churn).toEqual(
			before && {
				new: now.filter((each) => !before.includes(each)),
				resolved: expect.toSatisfy(
					(resolved: readonly string[]) =>
						JSON.stringify(resolved.toSorted()) ===
						JSON.stringify(before.filter((each) => !now.includes(each)).toSorted()),
				),
				unchanged: now.filter((each) => before.includes(each)),
			},
		);
	}
});

test('two processes that record and read at once lose nothing and see whole states', () => {
	const database = temporaryDatabase();
	const script = `
		const { openDatabase } = await import(${sourceModule('store/database.ts')});
		const { recordEntry } = await import(${sourceModule('store/history.ts')});
		const { readLiveState } = await import(${sourceModule('store/live.ts')});
		const database = openDatabase(process.argv[1]);
		for (let index = 0; index < 40; index++) {
			recordEntry(database, { runId: process.argv[2] + index, slug: 'a', status: 'success' }, ${NOW_MS} + index);
			const { source, snapshots } = readLiveState(database);
			const times = snapshots.map(({ timestampMs }) => timestampMs);
			if (source !== 'live' || snapshots.length <= index || times.some((ms, at) => ms < times[at - 1])) process.exit(3);
		}
	`;
	expect(atOnce(script, pathOf(database), ['a', 'b', 'c'])).toBe(0);
	expect(readLiveState(database).snapshots).toHaveLength(120);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FinishRequest } from '../../source/core/finish.ts';
import { parseDollars } from '../../source/core/money.ts';
import type { UsageEvent } from '../../source/core/usage.ts';
import { recordFinish } from '../../source/lifecycle/finish.ts';
import { recordStage } from '../../source/lifecycle/stage.ts';
import { recordStart } from '../../source/lifecycle/start.ts';
import { listOutbox } from '../../source/store/outbox.ts';
import { readRun } from '../../source/store/runs.ts';
import { createGit } from '../support/git.ts';
import { ACTIVE, recordingTools, type Variables } from '../support/recording.ts';
import { NOW_MS } from '../support/store.ts';

const SUCCESS: FinishRequest = { status: 'success', feedbackWithheld: false };

/** Tools with a run in progress, `run`, in which `alex` used tokens by flags and `cass` reported none. */
function withRun(variables: Variables = {}, usageEvents: readonly UsageEvent[] = []) {
	const tools = recordingTools(variables, { usageEvents });
	const { database, project } = tools;
	recordStart(database, project, { runId: 'run', slug: 'user-auth', type: 'feature' }, NOW_MS);
	recordStage(database, 'run', 'alex', 'done', { tokens: { input: 1, output: 1 }, cost: 5n }, NOW_MS + 1_000);
	recordStage(database, 'run', 'cass', 'start', {}, NOW_MS + 1_000);
	return { tools, database, read: () => readRun(database, 'run') };
}

describe('the end of a run', () => {
	test('is recorded with its time, its commit, its feature and its stages', async () => {
		const { tools, read } = withRun();
		const git = createGit();
		git.run(tools.project.root, 'init', '--quiet');
		const commitHash = git.commit(tools.project.root);
		expect(await recordFinish(tools, 'run', SUCCESS)).toEqual({ kind: 'recorded' });
		const spec = readFileSync(
			join(tools.project.root, '.blueprint/features/feature_user-auth/FEATURE_SPEC.md'),
			'utf8',
		);
		expect(read()).toMatchObject({
			status: 'success',
			completedAtMs: NOW_MS + 60_000,
			commitHash,
			featureId: /^featureId: (.*)$/m.exec(spec)?.[1],
			stages: [
				{ name: 'alex', status: 'success' },
				{ name: 'cass', status: 'success', durationMs: 59_000 },
			],
		});
	});

	test('holds what the pipeline says of it', async () => {
		const { tools, read } = withRun();
		const request: FinishRequest = {
			status: 'failed',
			failedStage: 'alex',
			type: 'refinement',
			parentRunId: 'parent',
			commitHash: 'named',
			feedbackWithheld: true,
		};
		await recordFinish(tools, 'run', request);
		expect(read()).toMatchObject(request);
	});

	test('happens once: the second one changes nothing', async () => {
		const { tools, database, read } = withRun(ACTIVE);
		expect(await recordFinish(tools, 'run', SUCCESS)).toEqual({ kind: 'queued' });
		const before = read();
		const again = await recordFinish({ ...tools, nowMs: NOW_MS + 90_000 }, 'run', { ...SUCCESS, status: 'failed' });
		expect(again).toEqual({ kind: 'ignored', reason: 'run run has ended before' });
		expect(read()).toEqual(before);
		expect(listOutbox(database)).toHaveLength(1);
	});

	test('of a run that is unknown is ignored', async () => {
		const { tools } = withRun();
		expect(await recordFinish(tools, 'another', SUCCESS)).toEqual({ kind: 'ignored', reason: 'no run another' });
	});
});

describe('usage events', () => {
	const event = (stage: string, input: number, more: Partial<UsageEvent> = {}): UsageEvent => ({
		stage,
		tokens: { input, output: 0 },
		...more,
	});

	test('count for a stage whose usage no flag gave, and for that one only', async () => {
		const { tools, read } = withRun({}, [event('alex', 900), event('cass', 1_000_000), event('CASS', 1_000_000)]);
		await recordFinish(tools, 'run', SUCCESS);
		expect(read()?.stages).toMatchObject([
			{ name: 'alex', tokens: { input: 1, output: 1 }, cost: 5n },
			{ name: 'cass', tokens: { input: 2_000_000, output: 0 }, cost: parseDollars('6') },
		]);
	});

	test('of other stages, without one, or from before the run do not', async () => {
		const early = event('cass', 7, { timestampMs: NOW_MS - 1 });
		const { tools, read } = withRun({}, [event('nobody', 7), { tokens: { input: 7, output: 7 } }, early]);
		await recordFinish(tools, 'run', SUCCESS);
		expect(read()?.stages).toMatchObject([{ name: 'alex' }, { name: 'cass', tokens: undefined, cost: undefined }]);
	});
});

test('run and event are one transaction: without room for the event the run goes on', async () => {
	const { tools, database, read } = withRun(ACTIVE, [{ stage: 'cass', cost: 3n }]);
	database.exec(`CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'disk is full'); END`);
	const before = read();
	await expect(recordFinish(tools, 'run', SUCCESS)).rejects.toThrow('disk is full');
	expect(read()).toEqual(before);
	expect(read()?.status).toBe('running');
	database.exec('DROP TRIGGER full');
	expect(await recordFinish(tools, 'run', SUCCESS)).toEqual({ kind: 'queued' });
	expect(read()?.status).toBe('success');
});

import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isInTail } from '../../source/adapters/transcript.ts';
import { readHookInput } from '../../source/core/agents/hook-input.ts';
import { DEFAULT_PRICING, parseDollars } from '../../source/core/money.ts';
import type { Stage } from '../../source/core/run.ts';
import { sweep } from '../../source/delivery/sweep.ts';
import { noteAgentEvent } from '../../source/lifecycle/agent-event.ts';
import { readAgentUsage } from '../../source/lifecycle/agent-usage.ts';
import { recordStage } from '../../source/lifecycle/stage.ts';
import { hasAgents, listAgents } from '../../source/store/agents.ts';
import { hasLeftovers } from '../../source/store/leftovers.ts';
import { purge } from '../../source/store/purge.ts';
import { insertRun, readRun, updateRun } from '../../source/store/runs.ts';
import { createAgentSession } from '../support/agent-session.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { NOW_MS, sampleRun, temporaryDatabase } from '../support/store.ts';

const ALL = { bytes: Number.POSITIVE_INFINITY, untilMs: Number.POSITIVE_INFINITY };
const GENERAL = 'general-purpose';

/** A run, a session and a clock that goes on by a second with every look. */
function createWorld() {
	const database = temporaryDatabase();
	const run = sampleRun();
	insertRun(database, run, '/w');
	let timeMs = NOW_MS;
	const tick = () => {
		timeMs += 1_000;
		return timeMs;
	};
	const folder = temporaryFolder();
	const sessionNamed = (id: string) => createAgentSession(folder, id, 'secret', tick);
	const session = sessionNamed('s1');
	const note = (name: string, more: Readonly<Record<string, unknown>> = {}, by = session, isNamed = false) => {
		const input = readHookInput(JSON.parse(by.event(name, more)));
		if (!input) throw new Error('no event');
		const existingPath = (paths: readonly string[]) => paths.find((path) => existsSync(path)) ?? paths[0] ?? '';
		const event = { database, runId: run.runId, input, nowMs: tick(), isNamed, isMentioned: isInTail, existingPath };
		const result = noteAgentEvent(event);
		if (result.kind === 'noted')
			readAgentUsage(database, run.runId, DEFAULT_PRICING, ALL, { sessionId: input.sessionId });
		return result;
	};
	const call = (type: string, id: string, description = '') => ({
		tool_name: 'Task',
		tool_use_id: id,
		tool_input: { subagent_type: type, description, prompt: '' },
	});
	const tell = (stage: string, event: 'start' | 'done' | 'failed', usage = {}) =>
		recordStage(database, run.runId, stage, event, usage, tick());
	const stages = (): Readonly<Record<string, Stage>> =>
		Object.fromEntries((readRun(database, run.runId)?.stages ?? []).map((stage) => [stage.name, stage]));
	return { database, run, session, sessionNamed, note, call, tell, stages };
}

type World = ReturnType<typeof createWorld>;

/** A sub-agent from its call to its end, with one answer. */
function runAgent({ session, note, call }: World, type: string, id: string, output: number, description = ''): void {
	const agent = { agent_id: id, agent_type: type };
	note('PreToolUse', call(type, `toolu_${id}`, description));
	note('SubagentStart', agent);
	session.answer(`m-${id}`, { input: 100, output }, id);
	note('SubagentStop', { ...agent, agent_transcript_path: session.agentPath(id) });
	const response = { status: 'completed', agentId: id, totalTokens: 1 };
	note('PostToolUse', { ...call(type, `toolu_${id}`, description), tool_response: response });
}

describe('hooks alone', () => {
	test('sub-agents named as stages begin and end them, with what they used', () => {
		const world = createWorld();
		runAgent(world, 'alex', 'a1', 10);
		runAgent(world, GENERAL, 'a2', 20, 'Cass: stories');
		const { alex, cass } = world.stages();
		expect(alex).toMatchObject({ status: 'success', attempts: 1, tokens: { input: 100, output: 10 } });
		expect(alex?.cost).toBe(parseDollars('0.00045'));
		expect(alex?.durationMs).toBeGreaterThan(0);
		expect(cass).toMatchObject({ status: 'success', attempts: 1, tokens: { input: 100, output: 20 } });
	});

	test('a call that fails fails its stage; one that the user stops leaves it running', () => {
		const { note, call, stages } = createWorld();
		note('PreToolUse', call('alex', 't1'));
		note('PostToolUseFailure', call('alex', 't1'));
		note('PreToolUse', call('cass', 't2'));
		note('PostToolUseFailure', { ...call('cass', 't2'), is_interrupt: true });
		expect(stages()).toMatchObject({ alex: { status: 'failed' }, cass: { status: 'running' } });
	});

	test('again after a failure is one more attempt of the stage', () => {
		const { note, call, stages } = createWorld();
		note('PreToolUse', call('alex', 't1'));
		note('PostToolUseFailure', call('alex', 't1'));
		note('PreToolUse', call('alex', 't2'));
		note('PostToolUse', { ...call('alex', 't2'), tool_response: { agentId: 'a1' } });
		expect(stages()['alex']).toMatchObject({ status: 'success', attempts: 2 });
	});

	test('an agent in the background ends its stage when it ends, not when the call comes back', () => {
		const { note, call, stages, session } = createWorld();
		note('PreToolUse', call('alex', 't1'));
		note('PostToolUse', { ...call('alex', 't1'), tool_response: { status: 'async_launched', agentId: 'a1' } });
		expect(stages()['alex']).toMatchObject({ status: 'running' });
		session.answer('m1', { input: 1, output: 2 }, 'a1');
		note('SubagentStop', { agent_id: 'a1', agent_type: 'alex' });
		expect(stages()['alex']).toMatchObject({ status: 'success', tokens: { input: 1, output: 2 } });
	});

	test('calls without ids are told apart by the stage that they name', () => {
		const { note, call, stages } = createWorld();
		const [alex, cass] = ['alex', 'cass'].map((type) => ({ ...call(type, ''), tool_use_id: undefined }));
		note('PreToolUse', alex);
		note('PreToolUse', cass);
		note('PostToolUse', alex);
		expect(stages()).toMatchObject({ alex: { status: 'success' }, cass: { status: 'running' } });
	});

	test('an agent of an agent works for the same stage; one of another purpose begins none', () => {
		const world = createWorld();
		const { note, call, session, stages, database, run } = world;
		note('PreToolUse', call('alex', 't1'));
		note('SubagentStart', { agent_id: 'a1', agent_type: 'alex' });
		note('PreToolUse', { ...call('cass', 't2'), agent_id: 'a1', agent_type: 'alex' });
		note('SubagentStart', { agent_id: 'a2', agent_type: 'Explore' });
		session.answer('m1', { input: 0, output: 5 }, 'a1');
		session.answer('m2', { input: 0, output: 7 }, 'a2');
		note('SubagentStop', { agent_id: 'a2', agent_type: 'Explore' });
		note('PostToolUse', { ...call('alex', 't1'), tool_response: { agentId: 'a1' } });
		expect(Object.keys(stages())).toEqual(['alex']);
		expect(stages()['alex']?.tokens).toEqual({ input: 0, output: 12 });
		// A compaction ends as an agent without a type.
		note('SubagentStop', { agent_id: 'a9', agent_type: '' });
		expect(listAgents(database, run.runId).map(({ agentId }) => agentId)).not.toContain('a9');
		note('PreToolUse', call('Explore', 't3'));
		expect(Object.keys(stages())).toEqual(['alex']);
	});
});

describe('with the lines of a skill', () => {
	test('the stage that was told holds whatever agents are called, and ends when that is told', () => {
		const world = createWorld();
		const { tell, stages, session, run } = world;
		session.other(`run ${run.runId}`);
		tell('nigel-spec', 'start');
		runAgent(world, GENERAL, 'a1', 10, 'Nigel tests');
		expect(stages()['nigel-spec']).toMatchObject({ status: 'running', attempts: 1, tokens: { output: 10 } });
		tell('nigel-spec', 'failed');
		expect(Object.values(stages())).toMatchObject([{ name: 'nigel-spec', status: 'failed', attempts: 1 }]);
	});

	test('what the session itself used counts for the stage that ran then', () => {
		const { tell, stages, session, note, run } = createWorld();
		session.answer('before', { input: 1, output: 1 });
		session.other(`run ${run.runId}`);
		tell('alex', 'start');
		session.answer('m1', { input: 5, output: 10, cacheRead: 1_000 });
		tell('alex', 'done');
		session.answer('between', { input: 1, output: 1 });
		tell('cass', 'start');
		session.answer('m2', { input: 0, output: 30 });
		note('Stop');
		expect(stages()).toMatchObject({
			alex: { tokens: { input: 1_005, output: 10 } },
			cass: { tokens: { input: 0, output: 30 } },
		});
	});

	test('tokens that are told take the place of those that were read, for good', () => {
		const world = createWorld();
		const { tell, stages, session, note } = world;
		tell('alex', 'start');
		runAgent(world, 'alex', 'a1', 10);
		expect(stages()['alex']?.tokens).toEqual({ input: 100, output: 10 });
		tell('alex', 'done', { tokens: { input: 7, output: 8 }, cost: 9n });
		session.answer('m-later', { input: 1, output: 1 }, 'a1');
		note('Stop');
		expect(stages()['alex']).toMatchObject({ tokens: { input: 7, output: 8 }, cost: 9n });
	});

	test('a message counts once, with its last figures, whoever tells it again', () => {
		const { tell, stages, session, note } = createWorld();
		tell('alex', 'start');
		const agent = { agent_id: 'a1', agent_type: 'alex' };
		session.answer('m1', { input: 5, output: 3 }, 'a1');
		note('SubagentStop', agent);
		session.answer('m1', { input: 5, output: 40 }, 'a1');
		session.answer('m1', { input: 5, output: 40 });
		session.raw('{"type":"assistant","message":{"id":"m2","usage":{"output_tok', 'a1');
		note('Stop');
		note('Stop');
		expect(stages()['alex']?.tokens).toEqual({ input: 5, output: 40 });
	});
});

describe('whose event it is', () => {
	test('a session that is none of the run’s adds nothing', () => {
		const { note, sessionNamed, tell, stages, call } = createWorld();
		const other = sessionNamed('s2');
		tell('alex', 'start');
		other.answer('m1', { input: 5, output: 5 });
		for (const [name, more] of [
			['Stop', {}],
			['PreToolUse', call('Explore', 't1')],
			['SubagentStart', { agent_id: 'a1', agent_type: GENERAL }],
		] as const) {
			expect(note(name, more, other)).toMatchObject({ kind: 'ignored' });
		}
		expect(stages()['alex']?.tokens).toBeUndefined();
	});

	test('one that the environment names, one that showed the run’s id, and then each of its events', () => {
		const { note, sessionNamed, run } = createWorld();
		const [named, shown] = [sessionNamed('s2'), sessionNamed('s3')];
		expect(note('Stop', {}, named, true)).toMatchObject({ kind: 'noted' });
		expect(note('Stop', {}, named)).toMatchObject({ kind: 'noted' });
		shown.other(`started ${run.runId}`);
		expect(note('SubagentStart', { agent_id: 'a1', agent_type: GENERAL }, shown)).toMatchObject({ kind: 'noted' });
	});

	test('a run that has ended takes nothing, and what was kept for it goes', () => {
		const world = createWorld();
		const { database, run, note } = world;
		runAgent(world, 'alex', 'a1', 10);
		expect(hasAgents(database, run.runId)).toBe(true);
		updateRun(database, { ...run, status: 'success', completedAtMs: NOW_MS });
		expect(note('Stop')).toMatchObject({ kind: 'ignored' });
		readAgentUsage(database, run.runId, DEFAULT_PRICING, ALL);
		expect(hasLeftovers(database)).toBe(true);
		sweep(database, NOW_MS);
		expect([hasAgents(database, run.runId), hasLeftovers(database)]).toEqual([false, false]);
	});

	test('sweeping leaves what belongs to a run in progress', () => {
		const world = createWorld();
		runAgent(world, 'alex', 'a1', 10);
		sweep(world.database, NOW_MS);
		expect(hasAgents(world.database, world.run.runId)).toBe(true);
	});

	test('purging leaves what belongs to a run in progress, and nothing of one that has ended', () => {
		const world = createWorld();
		const { database, run } = world;
		runAgent(world, 'alex', 'a1', 10);
		purge(database, false);
		expect(hasAgents(database, run.runId)).toBe(true);
		updateRun(database, { ...run, status: 'success', completedAtMs: NOW_MS });
		purge(database, false);
		expect(hasAgents(database, run.runId)).toBe(false);
	});

	test('nothing of a text is in the database', () => {
		const world = createWorld();
		const { database, session, note } = world;
		session.other('more');
		runAgent(world, 'alex', 'a1', 10, 'secret words');
		note('SessionEnd', { reason: 'secret' });
		const path = String(database.prepare('PRAGMA database_list').get()?.['file']);
		database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
		const dump = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
		for (const { name } of dump) {
			const rows = database.prepare(`SELECT * FROM ${String(name)}`).all();
			expect(JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
				'secret',
			);
		}
		expect(isInTail(path, 'secret')).toBe(false);
	});
});

import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createAgentSession } from '../support/agent-session.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox, temporaryFolder } from '../support/sandbox.ts';
import { openTerminal } from '../support/terminal.ts';

const SILENT = { exitCode: 0, stdout: '', stderr: '' };
const NODE = RUNTIMES.filter(({ name }) => name === 'Node 26');

const newSession = ({ home }: Sandbox, id = 's1') => createAgentSession(join(home, 'transcripts'), id, 'secret');

/** The stages of the newest run by their names. */
async function stagesOf({ run }: Sandbox) {
	const [newest] = JSON.parse((await run(['run', 'list', '--json'])).stdout);
	return Object.fromEntries(newest.stages.map((stage: { readonly name: string }) => [stage.name, stage]));
}

describe.each(RUNTIMES)('hook on $name', (runtime) => {
	test('is silent, and adds to the run in progress of the folder that the session was started in', async () => {
		const sandbox = createSandbox(runtime);
		const { run, project, home } = sandbox;
		const session = newSession(sandbox);
		await run(['run', 'start', 'user-auth']);
		const call = { tool_name: 'Task', tool_use_id: 't1', tool_input: { subagent_type: 'alex' } };
		const options = { cwd: home, env: { CLAUDE_PROJECT_DIR: project } };
		const hook = (name: string, more: object) =>
			run(['hook'], { ...options, input: session.event(name, { ...more, cwd: home }) });
		expect(await hook('PreToolUse', call)).toMatchObject(SILENT);
		session.answer('m1', { input: 2, cacheRead: 1_000, output: 20 }, 'a1');
		expect(await hook('PostToolUse', { ...call, tool_response: { agentId: 'a1' } })).toMatchObject(SILENT);
		session.answer('m2', { input: 1, output: 1 }, 'a1');
		expect(await stagesOf(sandbox)).toMatchObject({
			alex: { status: 'success', tokens: { input: 1_002, output: 20 } },
		});
		// What came after the last event is read when the run ends.
		await run(['run', 'finish', '--status', 'success']);
		expect(await stagesOf(sandbox)).toMatchObject({
			alex: { tokens: { input: 1_003, output: 21 }, cost: expect.any(Number) },
		});
	});
});

describe.each(NODE)('hook', (runtime) => {
	test('makes nothing where nothing was recorded, and nothing of a session without a run', async () => {
		const sandbox = createSandbox(runtime);
		const { run, project } = sandbox;
		const session = newSession(sandbox);
		const input = session.event('PreToolUse', {
			cwd: project,
			tool_name: 'Task',
			tool_input: { subagent_type: 'alex' },
		});
		const before = readdirSync(join(project, '.claude'));
		expect(await run(['hook'], { input })).toMatchObject(SILENT);
		expect(readdirSync(join(project, '.claude'))).toEqual(before);
		await run(['run', 'start', 'user-auth']);
		await run(['run', 'finish', '--status', 'success']);
		expect(await run(['hook'], { input })).toMatchObject(SILENT);
		expect(await stagesOf(sandbox)).toEqual({});
	});

	test.each([
		['nothing', ''],
		['no JSON', 'hello'],
		['half of it', '{"session_id":"s1","transcript_path":'],
		['another program’s', '{"event":"x"}'],
		['no UTF-8', '\uFFFF\u0000'],
		['deep', `${'['.repeat(100_000)}`],
	])('%s on stdin ends with 0 and is not heard', async (_, input) => {
		const sandbox = createSandbox(runtime);
		await sandbox.run(['run', 'start', 'user-auth']);
		expect(await sandbox.run(['hook'], { input })).toMatchObject(SILENT);
	});

	test('words that make no sense, and a database that is none, too: exit code 2 would block the agent', async () => {
		const sandbox = createSandbox(runtime);
		const { run, project } = sandbox;
		const session = newSession(sandbox);
		const input = session.event('Stop', { cwd: project });
		for (const words of [['--project'], ['--project', '/nowhere'], ['--unknown'], ['more', 'words'], ['--help']]) {
			expect(await run(['hook', ...words], { input }), words.join(' ')).toMatchObject(SILENT);
		}
		mkdirSync(join(project, '.claude', 'murmur8.db'));
		expect(await run(['hook'], { input })).toMatchObject(SILENT);
		const { stderr } = await run(['hook'], { input, env: { MURMUR8_DEBUG: '1' } });
		expect(stderr).toContain('not a regular file');
	});

	test('a transcript that can’t be read costs its figures alone', async () => {
		const sandbox = createSandbox(runtime);
		const { run, project } = sandbox;
		await run(['run', 'start', 'user-auth']);
		await run(['run', 'stage', 'alex', 'start']);
		const session = newSession(sandbox);
		session.answer('m1', { input: 1, output: 1 }, 'a1');
		chmodSync(session.agentPath('a1'), 0o000);
		const paths = [session.agentPath('a1'), '/dev/zero', project, 'relative.jsonl'];
		for (const [index, path] of paths.entries()) {
			const agent = { agent_id: `b${index}`, agent_type: 'alex', agent_transcript_path: path, cwd: project };
			expect(await run(['hook'], { input: session.event('SubagentStop', agent) })).toMatchObject(SILENT);
		}
		expect(await run(['run', 'finish', '--status', 'success'])).toMatchObject(SILENT);
		expect(await stagesOf(sandbox)).toMatchObject({ alex: { status: 'success' } });
	});

	test('a stdin that nobody closes does not hold the agent up', async () => {
		const { project, environment } = createSandbox(runtime);
		const [file, ...args] = runtime.command;
		const child = spawn(file, [...args, 'hook'], { cwd: project, env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
		child.stdin.write('{"session_id":');
		const exitCode = await new Promise((done) => child.on('close', done));
		expect(exitCode).toBe(0);
	});

	test('an event with more than anybody waits for is let go; whoever types the word is told what it is', async () => {
		const sandbox = createSandbox(runtime);
		const { project, environment } = sandbox;
		const input = newSession(sandbox).event('Stop', { tool_response: 'x'.repeat(33 * 1024 * 1024), cwd: project });
		expect(await sandbox.run(['hook'], { input })).toMatchObject(SILENT);
		const terminal = openTerminal({ command: [...runtime.command, 'hook'], cwd: project, env: environment });
		await terminal.waitFor('murmur8 init --skill');
		expect(await terminal.exited).toMatchObject({ exitCode: 0 });
	});

	test('many at once: each message once, each stage once', async () => {
		const sandbox = createSandbox(runtime);
		const { run, project } = sandbox;
		await run(['run', 'start', 'user-auth']);
		await run(['run', 'stage', 'alex', 'start']);
		const session = newSession(sandbox);
		const agents = ['a1', 'a2', 'a3', 'a4'];
		for (const agent of agents)
			for (let index = 0; index < 50; index++) session.answer(`${agent}-${index}`, { input: 1, output: 2 }, agent);
		const event = (name: string, agent: string) =>
			session.event(name, { agent_id: agent, agent_type: 'alex', cwd: project });
		for (const agent of agents) await run(['hook'], { input: event('SubagentStart', agent) });
		const events = agents.flatMap((agent) => [event('SubagentStop', agent), event('Stop', agent)]);
		const results = await Promise.all(events.map((input) => run(['hook'], { input })));
		for (const result of results) expect(result).toMatchObject(SILENT);
		await run(['run', 'finish', '--status', 'success']);
		expect(await stagesOf(sandbox)).toMatchObject({ alex: { attempts: 1, tokens: { input: 200, output: 400 } } });
	});

	test('a hook of one project tells nothing of another', async () => {
		const sandbox = createSandbox(runtime);
		await sandbox.run(['run', 'start', 'user-auth']);
		await sandbox.run(['run', 'stage', 'alex', 'start']);
		const elsewhere = temporaryFolder();
		writeFileSync(join(elsewhere, 'README.md'), '');
		const session = newSession(sandbox);
		session.answer('m1', { input: 1, output: 1 });
		const input = session.event('SubagentStop', { agent_id: 'a1', agent_type: 'alex', cwd: elsewhere });
		expect(await sandbox.run(['hook'], { cwd: elsewhere, input })).toMatchObject(SILENT);
		expect(existsSync(join(elsewhere, '.claude'))).toBe(false);
		expect((await stagesOf(sandbox)).alex).not.toHaveProperty('tokens');
	});
});

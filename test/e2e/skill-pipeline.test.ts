import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CANONICAL_STAGES } from '../../source/core/stages.ts';
import { createAgentSession } from '../support/agent-session.ts';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { fillIn, programFolder, shellBlocks } from '../support/skill-lines.ts';

const SKILL = '.claude/commands/implement-feature.md';
const SLUG = "user's 登录";
/** In every text of the session, of its prompts and of its hooks' events. */
const SECRET = 'words-of-the-session';

/** How the npm package's skill calls its agents: all of one type, told apart by what they are told. */
const PERSONAS: Readonly<Record<(typeof CANONICAL_STAGES)[number], string>> = {
	alex: 'You are Alex, the System Specification Agent.',
	cass: 'You are Cass, the Story Writer Agent.',
	'nigel-spec': 'You are Nigel, the Tester Agent. Write the test spec.',
	'nigel-tests': 'You are Nigel, the Tester Agent. Write the tests.',
	'codey-plan': 'You are Codey, the Developer Agent. Create an implementation plan.',
	'codey-implement': 'You are Codey, the Developer Agent. Implement the feature according to the plan.',
};

/** A shell that waits for nothing of ours: the portal answers in this process. */
function runScript(script: string, cwd: string, env: Readonly<Record<string, string>>, input = ''): Promise<string> {
	return new Promise((done, fail) => {
		const child = spawn('sh', ['-euc', script], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
		let [out, err] = ['', ''];
		child.stdout.on('data', (chunk: Buffer) => {
			out += chunk.toString();
		});
		child.stderr.on('data', (chunk: Buffer) => {
			err += chunk.toString();
		});
		child.stdin.on('error', () => {});
		child.stdin.end(input);
		child.on('close', (code) =>
			code === 0 && err === '' ? done(out) : fail(new Error(`${code}: ${err}\nof: ${script}`)),
		);
	});
}

interface HookSettings {
	readonly hooks: Readonly<Record<string, readonly { matcher?: string; hooks: readonly { command: string }[] }[]>>;
}

/** The agent's program: runs the blocks of the installed skill and the hooks of the installed settings. */
async function createPipeline(sandbox: Sandbox, env: Readonly<Record<string, string>>, command: readonly string[]) {
	const { project, home, environment, run } = sandbox;
	mkdirSync(dirname(join(project, SKILL)), { recursive: true });
	writeFileSync(join(project, SKILL), '---\nname: implement-feature\n---\n\n# Implement Feature Skill\n');
	await run(['init', '--skill']);
	const blocks = shellBlocks(readFileSync(join(project, SKILL), 'utf8'));
	const [start, stageStart, stageDone, feedback, stageFailed, success, failed, paused] = blocks;
	const { hooks } = JSON.parse(readFileSync(join(project, '.claude', 'settings.json'), 'utf8')) as HookSettings;
	const path = `${programFolder(home, command)}:${environment['PATH']}`;
	const shellEnvironment = { ...environment, ...env, PATH: path };
	const shell = (block: string | undefined, values: Readonly<Record<string, string>> = {}) =>
		runScript(fillIn(block ?? 'exit 1', values), project, shellEnvironment);
	const session = createAgentSession(join(home, 'transcripts'), 'session-1', SECRET);
	const fire = async (name: string, more: Readonly<Record<string, unknown>>) => {
		for (const { matcher, hooks: own } of hooks[name] ?? []) {
			if (matcher !== undefined && !matcher.split('|').includes(String(more['tool_name']))) continue;
			const hookEnvironment = { ...shellEnvironment, CLAUDE_PROJECT_DIR: project };
			for (const hook of own) {
				const input = session.event(name, { cwd: home, ...more });
				// What a hook prints, the model would read.
				expect(await runScript(hook.command, home, hookEnvironment, input)).toBe('');
			}
		}
	};
	/** One sub-agent, from its call to its end. Its last answer is on disk only after it has stopped. */
	const callAgent = async (stage: keyof typeof PERSONAS, index: number) => {
		const [agent, tool] = [`agent${index}`, `toolu_${index}`];
		const call = {
			tool_name: 'Task',
			tool_use_id: tool,
			tool_input: { subagent_type: 'general-purpose', description: SECRET, prompt: `${PERSONAS[stage]} ${SECRET}` },
		};
		session.answer(`call-${index}`, { input: 1, cacheRead: 100, output: 10 });
		await fire('PreToolUse', call);
		await fire('SubagentStart', { agent_id: agent, agent_type: 'general-purpose' });
		session.other('Read the spec', agent);
		session.answer(`first-${index}`, { input: 2, cacheRead: 1_000, cacheWrite: 500, output: 100 * (index + 1) }, agent);
		await fire('SubagentStop', {
			agent_id: agent,
			agent_type: 'general-purpose',
			agent_transcript_path: session.agentPath(agent),
		});
		session.answer(`last-${index}`, { input: 3, output: 50 }, agent);
		await fire('PostToolUse', { ...call, tool_response: { status: 'completed', agentId: agent, content: SECRET } });
		session.other('done');
	};
	return {
		start,
		stageStart,
		stageDone,
		feedback,
		stageFailed,
		success,
		failed,
		paused,
		shell,
		session,
		fire,
		callAgent,
	};
}

/** What one stage of `callAgent` used: the session's own answer, two of its sub-agent. */
const tokensOf = (index: number) => ({ input: 1 + 100 + 2 + 1_000 + 500 + 3, output: 10 + 100 * (index + 1) + 50 });

/** At 3 and 15 dollars a million; a cache read costs a tenth, keeping a quarter more. */
const costOf = (index: number) => {
	const { output } = tokensOf(index);
	return Number(((6 * 3 + 1_100 * 0.3 + 500 * 3.75 + output * 15) / 1e6).toFixed(12));
};

function writeFailingLog({ project }: Sandbox): string {
	const source = "import { test } from 'node:test';\ntest('logs in', () => { null.session; });\n";
	writeFileSync(join(project, 'login.test.mjs'), source);
	const { stdout } = spawnSync(process.execPath, ['--test', 'login.test.mjs'], { cwd: project, encoding: 'utf8' });
	writeFileSync(join(project, 'failed tests.log'), stdout);
	return 'failed tests.log';
}

function filesWith(folder: string, text: string): readonly string[] {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	return entries.map((entry) => join(entry.parentPath, entry.name)).filter((path) => readFileSync(path).includes(text));
}

describe.each(RUNTIMES.filter(({ name }) => name === 'binary' || name === 'Node 26'))(
	'a pipeline on $name',
	(runtime) => {
		test('by its skill’s lines and hooks: six stages, one failure, in history, event, watch and report', async () => {
			const portal = await startPortal();
			const sandbox = createSandbox(runtime);
			const { project, run } = sandbox;
			const env = { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key };
			const pipeline = await createPipeline(sandbox, env, runtime.command);
			const { shell, session } = pipeline;
			const runId = (await shell(pipeline.start, { slug: SLUG })).trim();
			session.other(`started ${runId}`);
			for (const [index, stage] of CANONICAL_STAGES.entries()) {
				await shell(pipeline.stageStart, { stage });
				await pipeline.callAgent(stage, index);
				const rating = stage === 'cass' ? 2 : 4;
				const feedback = `FEEDBACK: {"rating":${rating},"issues":["it's $odd"],"rec":"proceed"}`;
				// The quality gate of the project asks for 3.
				expect(await shell(pipeline.feedback, { stage, feedback })).toBe(rating < 3 ? 'pause\n' : '');
				await shell(stage === 'codey-implement' ? pipeline.stageFailed : pipeline.stageDone, { stage });
			}
			await shell(pipeline.failed, { stage: 'codey-implement', log: writeFailingLog(sandbox) });
			await pipeline.fire('Stop', {});
			await pipeline.fire('SessionEnd', { reason: 'other' });

			const [entry] = JSON.parse((await run(['history', '--json'])).stdout);
			expect(entry).toMatchObject({ runId, slug: SLUG, status: 'failed', failedStage: 'codey-implement' });
			const check = (stages: typeof entry.stages) => {
				expect(Object.keys(stages)).toEqual([...CANONICAL_STAGES]);
				for (const [index, stage] of CANONICAL_STAGES.entries()) {
					const tokens = tokensOf(index);
					expect(stages[stage], stage).toMatchObject({
						status: stage === 'codey-implement' ? 'failed' : 'success',
						tokens: { ...tokens, total: tokens.input + tokens.output },
						cost: costOf(index),
						feedback: { rating: stage === 'cass' ? 2 : 4, issues: ["it's $odd"], recommendation: 'proceed' },
					});
					expect(stages[stage].durationMs).toBeGreaterThan(0);
				}
			};
			check(entry.stages);

			await portal.until((requests) => requests.length > 0);
			const { body, raw } = portal.requests[0] ?? {};
			expect(body).toMatchObject({ runId, slug: SLUG, status: 'failed' });
			check(body.stages);
			expect(body.failures).toMatchObject([{ stage: 'codey-implement', count: 1 }]);
			const [{ fingerprint }] = body.failures;

			const { stdout: watched } = await run(['watch', '--once', '--run', runId]);
			for (const text of [...CANONICAL_STAGES, 'TypeError: property of null', 'cass: 2 of 5', '$0.05'])
				expect(watched).toContain(text);
			const report = JSON.parse((await run(['report', '--format', 'json', '--opt-in', 'failed tests.log'])).stdout);
			expect(JSON.stringify(report)).toContain(fingerprint);
			expect(watched).toContain(fingerprint);

			// Of what the agents said nothing is anywhere.
			expect(filesWith(project, SECRET)).toEqual([]);
			expect(raw?.includes(SECRET)).toBe(false);
		});

		test('that stops at a pause, and goes on as another run', async () => {
			const sandbox = createSandbox(runtime);
			const pipeline = await createPipeline(sandbox, {}, runtime.command);
			const { shell, session } = pipeline;
			session.other(await shell(pipeline.start, { slug: SLUG }));
			await shell(pipeline.stageStart, { stage: 'alex' });
			await pipeline.callAgent('alex', 0);
			await shell(pipeline.stageDone, { stage: 'alex' });
			await shell(pipeline.paused, { stage: 'alex' });
			session.other(await shell(pipeline.start, { slug: SLUG }));
			// The lines of this stage were forgotten; the hooks tell of it.
			await pipeline.callAgent('cass', 1);
			await shell(pipeline.success);
			const entries = JSON.parse((await sandbox.run(['history', '--json'])).stdout);
			expect(entries).toMatchObject([
				{ status: 'success', stages: { cass: { status: 'success' } } },
				{ status: 'paused', pausedAfter: 'alex', stages: { alex: { tokens: { output: tokensOf(0).output } } } },
			]);
			expect(Object.keys(entries[0].stages)).toEqual(['cass']);
			expect(entries[0].stages.cass).not.toHaveProperty('attempts');
			expect(entries[0].stages.cass.tokens.output).toBe(100 * 2 + 50);
		});
	},
);

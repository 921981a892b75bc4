import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createGit } from '../support/git.ts';
import { writeClaude, writeHistory } from '../support/history.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { openTerminal } from '../support/terminal.ts';

type Runtime = (typeof RUNTIMES)[number];

const open = (runtime: Runtime, { project, environment }: Sandbox) =>
	openTerminal({ command: [...runtime.command, 'watch'], cwd: project, env: environment, columns: 120, rows: 30 });

/** What the npm package's file holds of a run that has ended. */
const theirRun = (slug: string) => ({
	slug,
	status: 'failed',
	failedStage: 'cass',
	startedAt: new Date(Date.now() - 400_000).toISOString(),
	completedAt: new Date().toISOString(),
	totalDurationMs: 400_000,
	stages: { alex: { durationMs: 41_000, status: 'success' } },
});

describe.each(RUNTIMES)('what is recorded elsewhere moves on the watch screen on $name', (runtime) => {
	test('a run goes through its stages, command by command', async () => {
		const sandbox = createSandbox(runtime);
		const terminal = open(runtime, sandbox);
		await terminal.waitFor('nothing in progress');
		const steps: readonly (readonly [args: readonly string[], shows: RegExp])[] = [
			[['run', 'start', 'user-auth'], /1 Now {2}1[\s\S]*user-auth .*· alex/],
			[['run', 'stage', 'alex', 'start'], /user-auth .*▶ alex/],
			[['run', 'stage', 'alex', 'done', '--tokens-in', '1200', '--cost', '0.02'], /✓ alex .*1\.2k tok +\$0\.02/],
			[['run', 'stage', 'cass', 'start'], /✓ alex .*▶ cass/],
			[['run', 'stage', 'cass', 'failed'], /✓ alex .*✗ cass/],
			[['run', 'stage', 'cass', 'start'], /✓ alex .*▶ cass/],
			[['run', 'stage', 'cass', 'done'], /✓ alex .*✓ cass/],
			[['run', 'stage', 'nigel-spec', 'skipped'], /· nigel-spec/],
			[
				['run', 'finish', '--status', 'paused', '--paused-after', 'cass'],
				/nothing in progress[\s\S]*user-auth +! paused +cass/,
			],
		];
		for (const [args, shows] of steps) {
			expect(await sandbox.run(args), args.join(' ')).toMatchObject({ exitCode: 0, stderr: '' });
			await terminal.waitFor(shows);
		}
	});

	test('two at once, one of them in a worktree of git', async () => {
		const sandbox = createSandbox(runtime);
		const { project } = sandbox;
		const git = createGit();
		git.run(project, 'init', '-q');
		git.run(project, 'add', '-A');
		git.run(project, 'commit', '-q', '-m', 'project');
		const worktree = join(project, '.claude', 'worktrees', 'feat-billing');
		git.run(project, 'worktree', 'add', '-q', '-b', 'feat-billing', worktree);
		const terminal = open(runtime, sandbox);
		await terminal.waitFor('nothing in progress');
		await Promise.all([
			sandbox.run(['run', 'start', 'user-auth']),
			sandbox.run(['run', 'start', 'billing'], { cwd: worktree }),
		]);
		await terminal.waitFor('1 Now  2');
		// Each finds its run by the worktree that it is called in.
		await Promise.all([
			sandbox.run(['run', 'stage', 'alex', 'start']),
			sandbox.run(['run', 'stage', 'cass', 'start'], { cwd: worktree }),
		]);
		await terminal.waitFor(
			(text) => /user-auth .*▶ alex/.test(text) && /billing .*▶ cass .*worktree feat-billing/.test(text),
		);
		await sandbox.run(['run', 'finish', '--status', 'success'], { cwd: worktree });
		await terminal.waitFor(
			(text) => text.includes('1 Now  1') && /user-auth .*▶ alex/.test(text) && /billing +✓ success/.test(text),
		);
	});

	test('a run that only the npm package’s files tell of', async () => {
		const sandbox = createSandbox(runtime);
		const terminal = open(runtime, sandbox);
		await terminal.waitFor('nothing in progress');
		writeClaude(sandbox, 'implement-queue.json', { current: { slug: 'theirs', stage: 'alex' }, cassQueue: ['later'] });
		await terminal.waitFor(/theirs .*▶ alex .*pipeline queue[\s\S]*waiting: later/);
		writeClaude(sandbox, 'implement-queue.json', { current: { slug: 'theirs', stage: 'cass' } });
		await terminal.waitFor(/theirs .*▶ cass/);
		writeHistory(sandbox, [theirRun('theirs')]);
		writeClaude(sandbox, 'implement-queue.json', {});
		await terminal.waitFor(/nothing in progress[\s\S]*theirs +✗ failed +cass +6:40/);
	});
});

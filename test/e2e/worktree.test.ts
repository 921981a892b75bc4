import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';
import { attemptCount, untilPassEnded } from '../support/state.ts';

describe.each(RUNTIMES)('linked worktrees on $name', (runtime) => {
	test('parallel runs in them are recorded, queued and delivered by the main one, also once they are removed', async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime);
		const { project, run, home } = sandbox;
		const git = (...args: readonly string[]) =>
			execFileSync('git', ['-C', project, ...args], {
				stdio: 'pipe',
				env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', HOME: home },
			});
		git('init', '-q', '-b', 'main');
		git('-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-q', '--allow-empty', '-m', 'first');
		git('add', '-A');
		git('-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'project');
		// Only the main worktree has a .env: git does not copy what it ignores.
		writeFileSync(join(project, '.env'), `MURMUR8_TELEMETRY_URL=${portal.url}\nMURMUR8_TELEMETRY_KEY=${portal.key}\n`);
		await portal.stop();
		const slugs = ['one', 'two', 'three'];
		const folders = slugs.map((slug) => join(project, '.claude', 'worktrees', slug));
		for (const [index, slug] of slugs.entries()) git('worktree', 'add', '-q', '-b', slug, folders[index] ?? '');
		await Promise.all(
			slugs.map(async (slug, index) => {
				const cwd = folders[index] ?? '';
				const runId = (await run(['run', 'start', slug], { cwd })).stdout.trim();
				await run(['run', 'stage', 'alex', 'start'], { cwd });
				await run(['run', 'stage', 'alex', 'done'], { cwd });
				expect(await run(['run', 'finish', '--status', 'success'], { cwd })).toMatchObject({ exitCode: 0, stderr: '' });
				expect(existsSync(join(cwd, '.claude', 'murmur8.db')), runId).toBe(false);
			}),
		);
		await untilPassEnded(sandbox, 0);
		for (const folder of folders) git('worktree', 'remove', '--force', folder);
		const waiting = JSON.parse((await run(['outbox', '--json'])).stdout).waiting as { slug: string }[];
		expect(waiting.map(({ slug }) => slug).toSorted()).toEqual(slugs.toSorted());
		const published = JSON.parse(readFileSync(join(project, '.claude', 'pipeline-history.json'), 'utf8'));
		expect(published.map(({ slug }: { slug: string }) => slug).toSorted()).toEqual(slugs.toSorted());

		await portal.restart();
		const before = attemptCount(sandbox);
		await run(['validate']);
		await untilPassEnded(sandbox, before);
		expect(
			portal
				.accepted()
				.map(({ body }) => body.slug)
				.toSorted(),
		).toEqual(slugs.toSorted());
		for (const folder of folders) expect(existsSync(folder)).toBe(false);
	});
});

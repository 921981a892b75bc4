import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { checkOut, putOnPath } from '../support/ci/checkout.ts';
import { readTemplate, runGitlabJob } from '../support/ci/gitlab.ts';
import { startMachine } from '../support/ci/runner.ts';
import { findShells } from '../support/ci/shell-check.ts';
import { CI_SURROUNDINGS } from '../support/ci-surroundings.ts';
import { type Portal, startPortal } from '../support/portal.ts';
import { ASSET, writeRelease } from '../support/release.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { temporaryFolder } from '../support/sandbox.ts';

const [runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');
const [binary] = runtime.command;

const gitlab = CI_SURROUNDINGS['gitlab'];
if (!gitlab) throw new Error('no surroundings');

const installer = resolve(import.meta.dirname, '..', '..', 'install.sh');

// A feature without a spec: one whose spec has no committed id gets another in every checkout.
const RUN_TESTS = 'murmur8 run exec notes-export --stage nigel-tests --log -- node src/pay.cjs broken';

/** A machine of its own, with a fresh checkout. */
function startJob(portal: Portal, caches: string, more: Readonly<Record<string, string>> = {}, disk?: string) {
	const machine = startMachine(disk);
	onTestFinished(() => void machine.end());
	const { workspace, home } = checkOut(machine);
	const variables = {
		...gitlab?.variables,
		CI_JOB_NAME_SLUG: 'feature-linux-1-2',
		CI_COMMIT_REF_SLUG: 'main',
		PATH: [putOnPath(machine, [binary]), dirname(process.execPath), process.env['PATH'] ?? ''].join(':'),
		HOME: home,
		TMPDIR: machine.disk,
		MURMUR8_TELEMETRY_URL: portal.url,
		MURMUR8_TELEMETRY_KEY: portal.key,
		MURMUR8_TELEMETRY_CI_WAIT_MS: '10000',
		...more,
	};
	const run = (script: readonly string[]) => runGitlabJob({ machine, workspace, script, variables, caches });
	return { machine, workspace, run };
}

const summaryOf = ({ artifacts }: { readonly artifacts: Readonly<Record<string, string>> }) =>
	artifacts['murmur8-summary.md'] ?? '';

describe('a job of GitLab', () => {
	test('that fails: delivered, told in its log and in an artifact, and the next one goes on from its cache', async () => {
		const portal = await startPortal();
		const caches = temporaryFolder();
		const first = startJob(portal, caches, { MURMUR8_TELEMETRY_AUDIENCE: 'on', MURMUR8_REPORT: 'failure' });
		const failed = await first.run([RUN_TESTS, 'echo not reached']);
		first.machine.end();
		expect(failed.status).toBe('failed');
		expect(failed.main.log).not.toContain('not reached');
		expect(portal.accepted().map(({ body }) => body)).toMatchObject([
			{ status: 'failed', failures: [{ count: 1 }], identity: { ci: 'gitlab', ciJob: gitlab.job } },
		]);
		const summary = summaryOf(failed);
		expect(summary).toMatch(/^## murmur8: `notes-export` failed at `nigel-tests`\n/);
		expect(summary).toContain('\n## Telemetry report\n');
		// A section that opens, with what people read in it, and closes.
		expect(failed.after).toMatchObject({ exitCode: 0 });
		const [head = '', ...rest] = failed.after.log.split('\r');
		expect(head).toMatch(/section_start:\d+:murmur8\[collapsed=true\]$/);
		expect(rest.join('')).toContain(summary);
		expect(rest.join('')).toMatch(/section_end:\d+:murmur8/);
		expect(`${failed.main.log}${failed.after.log}${summary}`).not.toContain(portal.key);
		const keptFiles = readdirSync(caches, { recursive: true }).map(String);
		expect(keptFiles.some((path) => path.endsWith('murmur8.db'))).toBe(true);
		expect(keptFiles.filter((path) => /\.env|telemetry-config|optin/.test(path))).toEqual([]);

		const second = startJob(portal, caches, { MURMUR8_TELEMETRY_AUDIENCE: 'on' });
		const again = await second.run([RUN_TESTS]);
		// The failure is known from the run before, on another disk.
		expect(summaryOf(again)).toContain('1 failure in its logs. 0 new, 0 resolved since the run before.');
		expect(portal.accepted()).toHaveLength(2);
	});

	test('whose endpoint is down leaves its event in the cache; the next job of it delivers both', async () => {
		const portal = await startPortal();
		portal.behaviour = { status: 503 };
		const caches = temporaryFolder();
		const first = startJob(portal, caches, { MURMUR8_TELEMETRY_CI_WAIT_MS: '300' });
		expect(await first.run(['murmur8 run exec first -- true'])).toMatchObject({ status: 'success' });
		first.machine.end();
		expect(portal.accepted()).toEqual([]);

		portal.behaviour = 'portal';
		const second = startJob(portal, caches);
		await second.run(['murmur8 run exec second -- true', 'murmur8 telemetry flush']);
		second.machine.end();
		expect(
			portal
				.accepted()
				.map(({ body }) => body.slug)
				.toSorted(),
		).toEqual(['first', 'second']);
	});

	test('whose machine is killed in the middle: the next job with its cache closes the run', async () => {
		const portal = await startPortal();
		const caches = temporaryFolder();
		const first = startJob(portal, caches);
		const marker = join(first.workspace, 'here');
		const killed = first.run([`murmur8 run exec user-auth -- sh -c 'touch here; sleep 600'`]).catch(() => undefined);
		await vi.waitFor(() => expect(existsSync(marker)).toBe(true), { timeout: 60_000 });
		const folder = join(first.workspace, '.claude');
		const cache = join(caches, 'murmur8-feature-linux-1-2-main', '.claude');
		// As whoever saved the disk at that moment would have it.
		for (const name of readdirSync(folder).filter((file) => /^murmur8\.db(?:-wal)?$/.test(file))) {
			mkdirSync(cache, { recursive: true });
			copyFileSync(join(folder, name), join(cache, name));
		}
		expect(first.machine.end()).toBeGreaterThan(0);
		await killed;

		// Runners check out to the same place every time.
		const second = startJob(portal, caches, {}, first.machine.disk);
		const { main } = await second.run(['murmur8 run exec user-auth -- true', 'murmur8 run list --json']);
		expect(main.exitCode, main.log).toBe(0);
		const runs = JSON.parse(main.log) as readonly { readonly status: string }[];
		expect(runs.map(({ status }) => status)).toEqual(['success', 'aborted']);
	});

	test.each([
		[{ MURMUR8_REPORT: 'sometimes' }, /MURMUR8_REPORT is none of never, failure, always/],
		[{ PATH: '/usr/bin:/bin' }, /MURMUR8_INSTALLER says where install\.sh is/],
	])('of %j fails before its script', async (variables, message) => {
		const portal = await startPortal();
		const { workspace, run } = startJob(portal, temporaryFolder(), variables);
		const { status, main } = await run(['touch reached']);
		expect(status).toBe('failed');
		expect(main.log).toMatch(message);
		expect(existsSync(join(workspace, 'reached'))).toBe(false);
	});
});

describe('a job of GitLab whose image has no murmur8', () => {
	const PATH = `${dirname(process.execPath)}:/usr/bin:/bin`;
	const installing = (release: string) => ({ PATH, MURMUR8_INSTALLER: installer, MURMUR8_FROM: release });

	test('installs that of the release, for its script and for what follows', async () => {
		const portal = await startPortal();
		const { run } = startJob(portal, temporaryFolder(), installing(writeRelease(temporaryFolder())));
		const done = await run(['murmur8 run exec notes-export -- true']);
		expect(done.status, done.main.log).toBe('success');
		expect(summaryOf(done)).toContain('`notes-export`');
		expect(portal.accepted()).toHaveLength(1);
	});

	test('fails before its script where the release was tampered with', async () => {
		const portal = await startPortal();
		const release = writeRelease(temporaryFolder());
		writeFileSync(join(release, ASSET), 'tampered', { flag: 'a' });
		const { workspace, run } = startJob(portal, temporaryFolder(), installing(release));
		const { status, main } = await run(['touch reached']);
		expect([status, existsSync(join(workspace, 'reached'))]).toEqual(['failed', false]);
		expect(main.log).toContain('is not what SHA256SUMS says');
	});
});

test('the scripts are those of any shell that an image may have', async () => {
	const { before_script: before, after_script: after } = readTemplate();
	for (const shell of findShells()) {
		for (const script of [...before, ...after]) expect(await shell(script), script).toBe('');
	}
});

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasBrowser, openPage, startBrowser } from '../support/browser.ts';
import { annotationsIn, readAction, runAction } from '../support/ci/action.ts';
import { checkOut } from '../support/ci/checkout.ts';
import { startMachine } from '../support/ci/runner.ts';
import { CI_SURROUNDINGS } from '../support/ci-surroundings.ts';
import { findTool } from '../support/daemon.ts';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { temporaryFolder } from '../support/sandbox.ts';

const [runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');
const [binary] = runtime.command;

const github = CI_SURROUNDINGS['github'];
if (!github) throw new Error('no surroundings');

const cmark = findTool('cmark-gfm', 'cmark-gfm');
/** Pictures are kept where a person who wants to look at them says. */
const PICTURES = process.env['CI_PICTURES'];

/** Six stages, of which the tests fail. */
const PIPELINE = `for stage in alex cass nigel-spec; do
  murmur8 run stage "$stage" start
  murmur8 run stage "$stage" done --tokens-in 12000 --tokens-out 3400 --cost 0.09
done
murmur8 run feedback cass 'FEEDBACK: {"rating":4,"issues":[],"rec":"proceed"}'
murmur8 run stage nigel-tests start
if node src/pay.cjs "$1"; then murmur8 run stage nigel-tests done; else murmur8 run stage nigel-tests failed; exit 1; fi
murmur8 run stage codey-plan start
murmur8 run stage codey-plan done
murmur8 run stage codey-implement start
murmur8 run stage codey-implement done`;

/** A hosted runner with a project checked out; it is gone when the test has ended. */
async function startJob(more: Readonly<Record<string, string>> = {}) {
	const portal = await startPortal();
	const machine = startMachine();
	onTestFinished(() => void machine.end());
	const { workspace, home } = checkOut(machine);
	writeFileSync(join(workspace, 'pipeline.sh'), PIPELINE);
	const env = {
		...github?.variables,
		PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
		HOME: home,
		TMPDIR: machine.disk,
		MURMUR8_TELEMETRY_URL: portal.url,
		MURMUR8_TELEMETRY_KEY: portal.key,
		// Machines that check are slow; what arrives within two seconds is what the bench measures.
		MURMUR8_TELEMETRY_CI_WAIT_MS: '10000',
		...more,
	};
	const run = (inputs: Readonly<Record<string, string>>) =>
		runAction({ machine, workspace, env, inputs: { binary, ...inputs } });
	return { portal, machine, workspace, env, run };
}

/** What a summary looks like where a forge shows it. */
function rendered(markdown: string): string {
	const html = execFileSync(cmark ?? '', ['-e', 'table'], { input: markdown, encoding: 'utf8' });
	return `<!doctype html><meta charset="utf-8"><title>summary</title><style>body{max-width:1012px;margin:24px auto;
font:16px/1.5 system-ui,sans-serif}table{border-collapse:collapse}td,th{border:1px solid #888;padding:6px 13px}
code{background:#eee;padding:2px 4px}</style>${html}`;
}

test('the action says where the program is, and takes nobody else’s', () => {
	const { inputs, runs } = readAction();
	// Who could put a key into an input would have it printed.
	expect(Object.keys(inputs).filter((name) => /key|token|secret|url/i.test(name))).toEqual([]);
	// An input within a script would be part of it.
	for (const { run } of runs.steps) expect(run).not.toContain('${{');
});

describe('a job of GitHub', () => {
	test('from start to finish: run, failure, delivery, annotations, summary; then everything is thrown away', async () => {
		const { portal, machine, run } = await startJob({ MURMUR8_TELEMETRY_AUDIENCE: 'on' });
		const result = await run({ slug: 'user-auth', command: 'bash -eo pipefail pipeline.sh broken', report: 'failure' });
		machine.end();
		expect(existsSync(machine.disk)).toBe(false);

		const events = portal.accepted();
		expect(events.map(({ body }) => body.status)).toEqual(['failed']);
		const { body } = events[0] ?? {};
		expect(body).toMatchObject({
			runId: result.outputs['run-id'],
			slug: 'user-auth',
			failedStage: 'nigel-tests',
			stages: { alex: { status: 'success', cost: 0.09 }, 'nigel-tests': { status: 'failed' } },
			failures: [{ stage: 'run', count: 1 }],
			identity: { ci: 'github', ciJob: github.job, gitUser: 'ada' },
		});
		expect(result.steps).toEqual({
			'Install murmur8': 'success',
			'Record the command': 'failure',
			'Tell the job of the run': 'success',
			'Report what failed': 'success',
		});
		expect(result.outcome).toBe('failure');
		expect(`${result.log}${result.summary}`).not.toContain(portal.key);
		expect(result.log).toContain('TypeError: Cannot read properties of undefined');
		const annotations = annotationsIn(result.log);
		expect(annotations).toHaveLength(2);
		expect(annotations[0]).toMatchObject({
			level: 'error',
			properties: { title: 'murmur8: user-auth failed' },
			message: expect.stringMatching(/^at nigel-tests, after \d+:\d\d, 1 failure in its logs$/),
		});
		expect(annotations[1]?.properties).toMatchObject({ file: 'src/pay.cjs', title: 'TypeError in pay (pay.cjs)' });
		expect(result.summary).toMatch(/^## murmur8: `user-auth` failed at `nigel-tests`\n/);
		expect(result.summary).toContain('\n## Telemetry report\n');
		expect(result.summary).not.toContain('order.total');
	});

	test.skipIf(cmark === undefined || !hasBrowser)('its summary is two tables that people can read', async () => {
		const { run } = await startJob({ MURMUR8_TELEMETRY_AUDIENCE: 'on' });
		const { summary } = await run({ slug: 'user-auth', command: 'bash pipeline.sh broken', report: 'failure' });
		const path = join(temporaryFolder(), 'summary.html');
		writeFileSync(path, rendered(summary));
		const browser = await startBrowser();
		onTestFinished(() => browser.close());
		const { page } = await openPage(browser, pathToFileURL(path).href);
		expect(await page.locator('h2').allTextContents()).toEqual([
			'murmur8: user-auth failed at nigel-tests',
			'Telemetry report',
		]);
		const cells = await page.locator('table').first().locator('tbody tr').allInnerTexts();
		expect(cells.map((row) => row.split('\t').slice(0, 2))).toEqual([
			['alex', 'success'],
			['cass', 'success'],
			['nigel-spec', 'success'],
			['nigel-tests', 'failed'],
		]);
		expect(await page.locator('table').count()).toBe(3);
		if (PICTURES !== undefined) {
			mkdirSync(PICTURES, { recursive: true });
			await page.screenshot({ path: join(PICTURES, 'job-summary.png'), fullPage: true });
		}
	});

	test('that goes well has no annotation, and no report', async () => {
		const { portal, run } = await startJob();
		const result = await run({ slug: 'user-auth', command: 'bash -e pipeline.sh', report: 'failure' });
		expect([result.outcome, result.steps['Report what failed']]).toEqual(['success', 'skipped']);
		expect(annotationsIn(result.log)).toEqual([]);
		expect(result.summary).toMatch(/^## murmur8: `user-auth` success\n\n\*\*6 stages — /);
		expect(portal.accepted().map(({ body }) => [body.status, 'identity' in body])).toEqual([['success', false]]);
	});

	test('at audience off tells the job nothing, and nobody else either', async () => {
		const { portal, run } = await startJob({ MURMUR8_TELEMETRY_AUDIENCE: 'off' });
		const result = await run({ slug: 'user-auth', command: 'bash -e pipeline.sh broken', report: 'always' });
		expect([result.outcome, result.summary, annotationsIn(result.log)]).toEqual(['failure', '', []]);
		expect(result.steps).toMatchObject({ 'Tell the job of the run': 'success', 'Report what failed': 'success' });
		expect(portal.requests).toEqual([]);
	});

	test('with one stage, and whatever stands in the inputs', async () => {
		const { portal, workspace, run } = await startJob();
		const slug = `$(touch one)";touch two;'\`touch three\``;
		const command = `printf '%s\\n' "it's \${HOME:+set} %0A ::debug::" 'two lines'\ntest -z "\${INPUT_COMMAND-}"`;
		const { outcome, log } = await run({ slug, stage: 'x; touch four', command });
		expect(outcome).toBe('success');
		expect(log).toContain(`it's set %0A ::debug::\ntwo lines\n`);
		expect(portal.accepted().map(({ body }) => [body.slug, Object.keys(body.stages)])).toEqual([
			[slug, ['x; touch four']],
		]);
		expect(['one', 'two', 'three', 'four'].filter((name) => existsSync(join(workspace, name)))).toEqual([]);
	});

	test('without a command has the program on its PATH', async () => {
		const { machine, run } = await startJob();
		const { outcome, outputs, steps } = await run({});
		expect([outcome, outputs['run-id']]).toEqual(['success', '']);
		expect(Object.values(steps)).toEqual(['success', 'skipped', 'skipped', 'skipped']);
		const { log } = await machine.run([outputs['binary'] ?? '', '--version'], { cwd: machine.disk, env: {} });
		expect(log).toMatch(/^\d+\.\d+\.\d+\n$/);
	});

	test.each([
		[{ report: 'sometimes' }, 'report is none of never, failure, always'],
		[{ summary: 'yes' }, 'summary is neither true nor false'],
		[{ command: 'true' }, 'command needs slug: the name of the feature'],
		[{ binary: 'README.md' }, 'binary is no program'],
		[{ binary: 'nowhere/murmur8' }, 'binary is no program'],
	])('of %j fails before anything is recorded', async (inputs, message) => {
		const { portal, workspace, run } = await startJob();
		const { outcome, log, steps } = await run(inputs);
		expect(outcome).toBe('failure');
		expect(annotationsIn(log)).toEqual([{ level: 'error', properties: { title: 'murmur8' }, message }]);
		expect(Object.values(steps)).toEqual(['failure', 'skipped', 'skipped', 'skipped']);
		expect([portal.requests.length, existsSync(join(workspace, '.claude', 'murmur8.db'))]).toEqual([0, false]);
	});
});

describe('the summary', () => {
	test('of no run says so, and fails nothing; a wrong call is one', async () => {
		const { machine, workspace, env } = await startJob();
		const summary = (...flags: readonly string[]) =>
			machine.run([binary, 'run', 'summary', ...flags], { cwd: workspace, env });
		expect(await summary('--format', 'github')).toEqual({
			exitCode: 0,
			log: 'murmur8: there is no run to tell of\n',
		});
		expect(await summary('--run', 'x\u001B[31m')).toEqual({
			exitCode: 0,
			log: 'murmur8: there is no run x to tell of\n',
		});
		expect(await summary('--json', '--format', 'md')).toMatchObject({ exitCode: 2 });
		expect(await summary('--format', 'gitlab')).toMatchObject({ exitCode: 2 });
	});

	test('that is full already, or is no file, stays as it is; the job goes on', async () => {
		const { machine, workspace, env } = await startJob();
		await machine.run([binary, 'run', 'exec', 'user-auth', '--', 'true'], { cwd: workspace, env });
		const full = join(machine.disk, 'full.md');
		writeFileSync(full, 'x'.repeat(1024 * 1024 - 10));
		for (const [path, words] of [
			[full, 'the summary of the job is full; nothing was added to it'],
			[workspace, 'the summary of the job can’t be written (MURMUR8_DEBUG=1 says why)'],
		] as const) {
			const { exitCode, log } = await machine.run([binary, 'run', 'summary', '--format', 'github'], {
				cwd: workspace,
				env: { ...env, GITHUB_STEP_SUMMARY: path },
			});
			expect([exitCode, log]).toEqual([0, `murmur8: ${words}\n`]);
		}
		expect(readFileSync(full, 'utf8')).toBe('x'.repeat(1024 * 1024 - 10));
	});
});

describe('a program that the action installs', () => {
	async function release(change: (folder: string) => void) {
		const job = await startJob();
		const folder = join(job.machine.disk, 'release');
		mkdirSync(folder);
		const name = basename(binary);
		copyFileSync(binary, join(folder, name));
		const sum = createHash('sha256').update(readFileSync(binary)).digest('hex');
		writeFileSync(join(folder, 'SHA256SUMS'), `${sum}  ${name}\n`);
		change(join(folder, name));
		return { ...job, folder };
	}

	test('is that of the release, checked', async () => {
		const { portal, run, folder } = await release(() => {});
		const { outcome, log } = await run({ binary: '', from: folder, slug: 'user-auth', command: 'bash -e pipeline.sh' });
		expect(outcome, log).toBe('success');
		expect(portal.accepted()).toHaveLength(1);
	});

	test('is not there when it was tampered with: the job fails', async () => {
		const { portal, machine, run, folder } = await release((path) => writeFileSync(path, 'tampered', { flag: 'a' }));
		const { outcome, steps } = await run({ binary: '', from: folder, slug: 'user-auth', command: 'true' });
		expect([outcome, Object.values(steps)]).toEqual(['failure', ['failure', 'skipped', 'skipped', 'skipped']]);
		expect([existsSync(resolve(machine.disk, '_temp', 'murmur8-bin', 'murmur8')), portal.requests]).toEqual([
			false,
			[],
		]);
	});
});

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What GitHub's runner sets, as far as programs look at it. */
const CI_VARIABLES = { CI: 'true', GITHUB_ACTIONS: 'true', RUNNER_OS: 'Linux' };

export interface JobResult {
	readonly exitCode: number | null;
	/** From the start of the job's shell to its end. */
	readonly tookMs: number;
}

/**
 * One job of a hosted runner: a disk of its own, a run recorded by two commands, and at the end of the last one
 * everything that the job left running is killed and its disk is gone.
 */
export async function runCiJob(
	command: readonly string[],
	slug: string,
	env: Readonly<Record<string, string>>,
): Promise<JobResult> {
	const folder = mkdtempSync(join(tmpdir(), 'murmur8-job-'));
	const project = join(folder, 'checkout');
	mkdirSync(join(project, '.blueprint'), { recursive: true });
	const script = 'id=$("$@" run start "$SLUG") && "$@" run finish --run "$id" --status success';
	const startedAt = performance.now();
	// Detached, so that the job has a process group that can be killed as a whole.
	const shell = spawn('sh', ['-c', script, 'job', ...command], {
		cwd: project,
		env: { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: tmpdir(), SLUG: slug, ...CI_VARIABLES, ...env },
		stdio: 'ignore',
		detached: true,
	});
	const { promise, resolve, reject } = Promise.withResolvers<number | null>();
	shell.on('error', reject).on('exit', resolve);
	const exitCode = await promise;
	const tookMs = performance.now() - startedAt;
	try {
		process.kill(-(shell.pid ?? 0), 'SIGKILL');
	} catch {
		// Nobody is left in it.
	}
	rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
	return { exitCode, tookMs };
}

/** Runs `count` jobs, so many at once. */
export async function runCiJobs(
	count: number,
	atOnce: number,
	run: (index: number) => Promise<JobResult>,
): Promise<readonly JobResult[]> {
	const results: JobResult[] = [];
	let next = 0;
	const work = async () => {
		while (next < count) results.push(await run(next++));
	};
	await Promise.all(Array.from({ length: atOnce }, work));
	return results;
}

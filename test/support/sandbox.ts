import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { coverageVariables, type Runtime } from './runtimes.ts';

const demoProject = resolve(import.meta.dirname, '..', '..', 'fixtures', 'demo-project');

export interface Result {
	readonly exitCode: number | null;
	readonly stdout: string;
	readonly stderr: string;
	readonly stdoutBytes: Buffer;
}

export interface RunOptions {
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly input?: string;
}

/** A folder of a test's own, removed when the test has ended. */
export function temporaryFolder(name = 'murmur8-test-'): string {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), name)));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }));
	return folder;
}

/** A project, a home and the program to run in them; the environment holds nothing of this machine's user. */
export interface Sandbox {
	readonly project: string;
	readonly home: string;
	readonly environment: Readonly<Record<string, string>>;
	readonly run: (args: readonly string[], options?: RunOptions) => Promise<Result>;
}

export function createSandbox(runtime: Runtime, environment: Readonly<Record<string, string>> = {}): Sandbox {
	const base = temporaryFolder();
	const project = join(base, 'acme-notes');
	const home = join(base, 'home');
	mkdirSync(home);
	cpSync(demoProject, project, { recursive: true });
	const clean = {
		PATH: process.env['PATH'] ?? '',
		HOME: home,
		TMPDIR: tmpdir(),
		DENO_DIR: join(tmpdir(), 'murmur8-test-deno'),
		DENO_NO_UPDATE_CHECK: '1',
		...coverageVariables(runtime),
		...environment,
	};
	const run: Sandbox['run'] = (args, { cwd = project, env = {}, input = '' } = {}) =>
		runCommand([...runtime.command, ...args], { cwd, env: { ...clean, ...env }, input });
	return { project, home, environment: clean, run };
}

export function runCommand(
	[file = '', ...args]: readonly string[],
	{ cwd, env, input }: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly input: string },
): Promise<Result> {
	return new Promise((done, fail) => {
		const child = spawn(file, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
		const out: Buffer[] = [];
		const err: Buffer[] = [];
		child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
		child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
		child.stdin.on('error', () => {});
		child.stdin.end(input);
		child.on('error', fail);
		child.on('close', (exitCode) => {
			const stdoutBytes = Buffer.concat(out);
			done({
				exitCode,
				stdoutBytes,
				stdout: stdoutBytes.toString('utf8'),
				stderr: Buffer.concat(err).toString('utf8'),
			});
		});
	});
}

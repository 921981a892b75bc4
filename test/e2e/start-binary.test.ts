import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { ASSET } from '../support/release.ts';
import { coverageVariables, RUNTIMES } from '../support/runtimes.ts';
import { runCommand, temporaryFolder } from '../support/sandbox.ts';

const dist = resolve(import.meta.dirname, '..', '..', 'dist');
const node = RUNTIMES.find(({ name }) => name === 'Node 26');
if (!node) throw new Error('no runtime');

/** What the entry does on a Node that is too old; this one is not, so it is asked for by name. */
const CALL = `const { startBinary } = await import(${JSON.stringify(pathToFileURL(join(dist, 'chunks/start-binary.mjs')))});
await startBinary(process.argv.slice(2));`;

/** What npm makes of both packages; `binary` is called with the folder that the program of the platform belongs into. */
function installed(binary?: (folder: string) => void) {
	const project = temporaryFolder();
	const modules = join(project, 'node_modules');
	mkdirSync(join(modules, '.bin'), { recursive: true });
	mkdirSync(join(modules, 'murmur8-cli'));
	writeFileSync(join(modules, 'murmur8-cli', 'murmur8.mjs'), '');
	symlinkSync('../murmur8-cli/murmur8.mjs', join(modules, '.bin', 'murmur8'));
	const platform = join(modules, `murmur8-cli-${process.platform}-${process.arch}`);
	mkdirSync(join(platform, 'bin'), { recursive: true });
	if (binary) {
		writeFileSync(join(platform, 'package.json'), '{}');
		binary(join(platform, 'bin'));
	}
	const env = {
		PATH: process.env['PATH'] ?? '',
		HOME: project,
		...coverageVariables(node ?? { name: '', command: [''], files: [] }),
	};
	const command = [process.execPath, '--input-type=module', '--eval', CALL, join(modules, '.bin', 'murmur8')] as const;
	return {
		run: (...args: readonly string[]) => runCommand([...command, ...args], { cwd: project, env, input: 'hello\n' }),
		start: () => {
			const [file, ...args] = command;
			return spawn(file, args, { cwd: project, env, stdio: ['pipe', 'pipe', 'inherit'] });
		},
	};
}

const real = (folder: string) => symlinkSync(join(dist, 'bin', ASSET), join(folder, 'murmur8'));
/** A stand-in for it, in JavaScript: it is ready for what comes when it says so. */
const script = (text: string) => (folder: string) =>
	writeFileSync(join(folder, 'murmur8'), `#!${process.execPath}\n${text}\nconsole.log('ready');\n`, { mode: 0o755 });

test('the binary has the words, stdin, stdout and the exit code', async () => {
	const { run } = installed(real);
	expect(await run('sanitize')).toMatchObject({ exitCode: 0, stdout: 'hello\n' });
	expect(await run('run', 'exec', 'user-auth', '--', 'sh', '-c', 'exit 7')).toMatchObject({ exitCode: 7, stdout: '' });
});

test.each(['SIGTERM', 'SIGHUP'] as const)('%s reaches it, and its answer is the exit code', async (signal) => {
	const child = installed(script(`process.on('${signal}', () => process.exit(5)); process.stdin.resume();`)).start();
	await once(child.stdout, 'data');
	child.kill(signal);
	expect(await once(child, 'exit')).toEqual([5, null]);
});

test('SIGINT is left to the terminal, which sends it to both', async () => {
	const child = installed(script("process.stdin.on('end', () => process.exit(6)).resume();")).start();
	await once(child.stdout, 'data');
	child.kill('SIGINT');
	child.stdin.end('on\n');
	expect(await once(child, 'exit')).toEqual([6, null]);
});

test('killed by a signal it passes that on', async () => {
	const child = installed(script("process.kill(process.pid, 'SIGKILL');")).start();
	expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
});

const TOO_OLD =
	/^murmur8: Node [\d.]+ is too old, 22\.13 is the first that will do\n {2}.*npm install --include=optional murmur8-cli\n$/;

test.each([
	[['--version'], 1],
	[['run', 'exec', 'user-auth', '--', 'true'], 1],
	[['run', 'start', 'user-auth'], 0],
	[['validate'], 0],
] as const)('without it: %j says so and ends with %i', async (args, exitCode) => {
	expect(await installed().run(...args)).toMatchObject({
		exitCode,
		stdout: '',
		stderr: expect.stringMatching(TOO_OLD),
	});
});

test('one that can’t be started is named with the reason', async () => {
	const { run } = installed((folder) => writeFileSync(join(folder, 'murmur8'), ''));
	expect(await run('--version')).toMatchObject({
		exitCode: 1,
		stderr: expect.stringMatching(/its binary does not start: .*EACCES/),
	});
});

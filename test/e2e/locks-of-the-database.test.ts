import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTool } from '../support/daemon.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';
import { openTerminal } from '../support/terminal.ts';

const strace = findTool('strace', 'strace');

/**
 * Whoever closes a file takes away the locks that its whole process holds on it (POSIX). Deno's watching does so behind
 * our back, and databases lost what was committed. SQLite itself, and whatever of ours may, opens with O_NOFOLLOW.
 */
test.skipIf(!strace).each(RUNTIMES)('on $name nothing but SQLite opens a database that is watched', async (runtime) => {
	const sandbox = createSandbox(runtime);
	const trace = join(sandbox.home, 'trace');
	const traced = [strace ?? '', '-f', '-qq', '-e', 'trace=openat', '-o', trace, ...runtime.command, 'watch'];
	const terminal = openTerminal({ command: traced, cwd: sandbox.project, env: sandbox.environment, columns: 120 });
	await terminal.waitFor('nothing in progress');
	await sandbox.run(['run', 'start', 'user-auth']);
	await terminal.waitFor(/user-auth .*· alex/);
	await sandbox.run(['run', 'stage', 'alex', 'start']);
	await terminal.waitFor(/user-auth .*▶ alex/);
	terminal.press('q');
	await terminal.exited;
	const opened = readFileSync(trace, 'utf8')
		.split('\n')
		.filter((line) => line.includes('/murmur8.db'));
	expect(opened.length).toBeGreaterThan(0);
	expect(opened.filter((line) => !line.includes('O_NOFOLLOW'))).toEqual([]);
});

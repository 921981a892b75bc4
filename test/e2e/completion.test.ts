import { describe, expect, test } from 'vitest';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, temporaryFolder } from '../support/sandbox.ts';
import { SHELLS_UNDER_TEST } from '../support/shells.ts';

const [runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');

/** What is typed, and what must and must not be offered; '' is the word that has not been begun. */
const CASES: readonly (readonly [words: readonly string[], offered: readonly string[], not: readonly string[]])[] = [
	[
		['murmur8', ''],
		['run', 'history', 'telemetry-config', 'completion'],
		['start', '--help'],
	],
	[['murmur8', 'tele'], ['telemetry', 'telemetry-config'], ['run']],
	[
		['murmur8', 'run', ''],
		['start', 'stage', 'feedback', 'finish', 'list'],
		['run', 'alex'],
	],
	[['murmur8', 'run', 'stage', ''], ['alex', 'cass', 'codey-implement'], ['start']],
	[['murmur8', 'run', 'stage', 'alex', ''], ['start', 'done', 'failed', 'skipped'], ['alex']],
	[['murmur8', 'run', 'stage', '--run', 'start', 'alex', 'd'], ['done'], ['start', 'alex']],
	[['murmur8', 'run', 'finish', '--'], ['--status', '--no-feedback', '--audience', '--help'], ['--gate']],
	[['murmur8', 'run', 'finish', '--status', ''], ['success', 'failed', 'paused', 'aborted'], ['partial']],
	[['murmur8', 'run', 'finish', '--status', '=', 's'], ['success'], ['failed']],
	[['murmur8', 'history', 'export', '--status', ''], ['success', 'partial', 'user-aborted'], []],
	[['murmur8', 'telemetry-config', 'set', ''], ['audience', 'timeout-ms', 'key'], ['set']],
	[['murmur8', 'completion', ''], ['bash', 'zsh', 'fish'], []],
	[['murmur8', 'telemetry-config', 'set', 'key', '--key-file', 'scr'], ['script'], ['--key-stdin']],
];

describe.each(SHELLS_UNDER_TEST)('completion in $name', ({ name, complete, hasShell }) => {
	test.skipIf(!hasShell)('offers what may be typed next, and nothing else', async () => {
		const { stdout, exitCode } = await createSandbox(runtime).run(['completion', name]);
		expect(exitCode).toBe(0);
		const folder = temporaryFolder();
		for (const [words, offered, not] of CASES) {
			const found = complete(folder, stdout, words);
			expect(found, words.join(' ')).toEqual(expect.arrayContaining([...offered]));
			expect(
				found.filter((candidate) => not.includes(candidate)),
				words.join(' '),
			).toEqual([]);
		}
	});
});

describe.each(RUNTIMES)('completion on $name', (on) => {
	test('a shell that is unknown is an error that names those that are not', async () => {
		const { run } = createSandbox(on);
		expect(await run(['completion', 'tcsh'])).toMatchObject({
			exitCode: 2,
			stdout: '',
			stderr: 'murmur8: no completion for the shell "tcsh"\n  One of: bash, zsh, fish\n',
		});
		for (const shell of ['bash', 'zsh', 'fish']) {
			const { exitCode, stdout, stderr } = await run(['completion', shell]);
			expect({ exitCode, stderr, isScript: stdout.includes('murmur8') }).toEqual({
				exitCode: 0,
				stderr: '',
				isScript: true,
			});
		}
	});
});

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ODD_HISTORY, readHistory, writeHistory } from '../support/history.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';

async function usageError(sandbox: Sandbox, args: readonly string[], input = ''): Promise<string> {
	const { exitCode, stdout, stderr } = await sandbox.run(['history', ...args], { input });
	expect({ exitCode, stdout }, args.join(' ')).toEqual({ exitCode: 2, stdout: '' });
	expect(stderr.trimEnd().split('\n'), args.join(' ')).toHaveLength(2);
	return stderr;
}

describe.each(RUNTIMES)('changes of the history on $name', (runtime) => {
	test('record: from an argument and from stdin, published, merged by what tells runs apart', async () => {
		const sandbox = createSandbox(runtime);
		const first = { slug: 'by-hand', status: 'success', startedAt: '2026-02-01T10:00:00.000Z' };
		const add = (entry: object) => sandbox.run(['history', 'record', JSON.stringify(entry)]);
		expect(await add(first)).toMatchObject({ exitCode: 0, stdout: 'Recorded by-hand\n', stderr: '' });
		expect(await add(first)).toMatchObject({ exitCode: 0, stdout: 'Already recorded: by-hand\n' });
		expect(await add({ ...first, commitHash: 'abc' })).toMatchObject({ stdout: 'Merged into the entry of by-hand\n' });
		const piped = await sandbox.run(['history', 'record', '-'], { input: '{"slug":"語","startedAt":"2026-02-02"}\n' });
		expect(piped).toMatchObject({ exitCode: 0, stdout: 'Recorded 語\n' });
		expect(readHistory(sandbox)).toMatchObject([{ slug: 'by-hand', commitHash: 'abc' }, { slug: '語' }]);
	});

	test('update-stage: the newest run of the feature, other data stays', async () => {
		const sandbox = createSandbox(runtime);
		writeHistory(sandbox, ODD_HISTORY);
		const update = (...args: string[]) => sandbox.run(['history', 'update-stage', ...args]);
		expect(await update('user-auth', 'alex', '{"feedback":{"rating":4}}')).toMatchObject({
			exitCode: 0,
			stdout: 'Updated alex of user-auth\n',
			stderr: '',
		});
		await sandbox.run(['history', 'update-stage', 'user-auth', 'cass', '-'], { input: '{"durationMs":5}' });
		const entries = JSON.parse((await sandbox.run(['history', '--json', '--all'])).stdout);
		expect(entries).toHaveLength(ODD_HISTORY.length);
		expect(entries.find((entry: { slug?: string } | null) => entry?.slug === 'user-auth')).toMatchObject({
			custom: { kept: true },
			stages: { alex: { durationMs: 41_000, feedback: { rating: 4 } }, cass: { durationMs: 5 } },
		});
		expect(await update('unknown', 'alex', '{}')).toMatchObject({
			exitCode: 1,
			stdout: '',
			stderr: expect.stringMatching(/^murmur8: the history has no entry of unknown\n {2}See: /),
		});
	});

	test('malformed calls change nothing', async () => {
		const sandbox = createSandbox(runtime);
		for (const text of [
			'',
			'{',
			'null',
			'[]',
			'"a"',
			'7',
			'{}',
			'{"slug":" "}',
			'{"slug":7}',
			'{"status":"success"}',
		]) {
			await usageError(sandbox, ['record', '-'], text);
		}
		await usageError(sandbox, ['record', `${'{"slug":'.repeat(5_000)}1${'}'.repeat(5_000)}`]);
		await usageError(sandbox, ['record']);
		await usageError(sandbox, ['record', 'x\u001B[31m']);
		await usageError(sandbox, ['update-stage', 'user-auth', 'alex', '[]']);
		await usageError(sandbox, ['update-stage', 'user-auth', ' ', '{}']);
		await usageError(sandbox, ['--limit', '0']);
		await usageError(sandbox, ['--limit', 'many', '--stats']);
		await usageError(sandbox, ['--limit', '5', '--all']);
		expect(await usageError(sandbox, ['exprot'])).toContain('did you mean export?');
		expect(await usageError(sandbox, ['foo'])).toContain('record, update-stage, export, clear, restore');
		expect(existsSync(join(sandbox.project, '.claude', 'murmur8.db'))).toBe(false);
	});

	test('clear needs --force where nobody can be asked, and restore undoes it', async () => {
		const sandbox = createSandbox(runtime);
		writeHistory(sandbox, ODD_HISTORY);
		await usageError(sandbox, ['clear'], 'y\n');
		expect(await sandbox.run(['history', 'clear', '--force'])).toMatchObject({
			exitCode: 0,
			stdout: "Pipeline history cleared. 8 entries removed.\nRun 'murmur8 history restore' to bring them back.\n",
		});
		expect(readHistory(sandbox)).toEqual([]);
		expect((await sandbox.run(['history'])).stdout).toBe('No pipeline history found.\n');
		expect((await sandbox.run(['history', 'restore'])).stdout).toBe('8 entries restored, 8 in the history.\n');
		expect((await sandbox.run(['history', 'restore'])).stdout).toBe('Nothing to restore.\n');
		expect(readHistory(sandbox)).toEqual(expect.arrayContaining([...ODD_HISTORY]));
	});
});

describe.each(RUNTIMES.slice(0, 1))('changes of the history on $name alone', (runtime) => {
	const hasScript = existsSync('/usr/bin/script');
	if (!hasScript && process.env['REQUIRE_TOOLS'] === '1') throw new Error('script is not there: apt install bsdutils');

	test.skipIf(!hasScript)('clear asks on a terminal', () => {
		const sandbox = createSandbox(runtime);
		writeHistory(sandbox, ODD_HISTORY);
		const clear = (input: string) =>
			execFileSync('script', ['-qec', `${runtime.command.join(' ')} history clear`, '/dev/null'], {
				cwd: sandbox.project,
				env: sandbox.environment,
				input,
				encoding: 'utf8',
			});
		for (const answer of ['n\n', '\n', 'yess\n', '\u0004']) {
			expect(clear(answer), JSON.stringify(answer)).toContain('Clear cancelled. History unchanged.');
		}
		expect(clear('y\n')).toMatch(/Continue\? \(y\/N\) [\s\S]*Pipeline history cleared\. 8 entries removed\./);
		expect(readHistory(sandbox)).toEqual([]);
	});
});

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';

const SILENT = { exitCode: 0, stdout: '', stderr: '' };

/** Every file and folder of the project with its bytes. */
function snapshot({ project }: Sandbox): Readonly<Record<string, string>> {
	const entries = readdirSync(project, { recursive: true, withFileTypes: true });
	return Object.fromEntries(
		entries.map((entry) => {
			const path = join(entry.parentPath, entry.name);
			return [path, entry.isFile() ? readFileSync(path).toString('latin1') : '/'];
		}),
	);
}

describe.each(RUNTIMES)('init on $name', (runtime) => {
	test('prepares a project, changes nothing the second time, and is undone to the byte', async () => {
		const sandbox = createSandbox(runtime);
		const { project, run } = sandbox;
		rmSync(join(project, '.claude'), { recursive: true, force: true });
		writeFileSync(join(project, '.env'), Buffer.from('OTHER="a # b"\r\nLATIN=\xE9', 'latin1'), { mode: 0o640 });
		writeFileSync(join(project, '.gitignore'), 'node_modules/\n.env\n');
		const before = snapshot(sandbox);
		expect(await run(['init'])).toMatchObject(SILENT);
		const after = snapshot(sandbox);
		expect(existsSync(join(project, '.claude'))).toBe(true);
		expect(after[join(project, '.env')]).toContain('\r\n# MURMUR8_TELEMETRY_URL=');
		expect(after[join(project, '.gitignore')]?.match(/^\.env$/gm)).toHaveLength(1);
		expect(await run(['init'])).toMatchObject(SILENT);
		expect(snapshot(sandbox)).toEqual(after);
		expect(await run(['init', '--undo'])).toMatchObject(SILENT);
		expect(snapshot(sandbox)).toEqual(before);
		expect(await run(['init', '--undo'])).toMatchObject(SILENT);
		expect(snapshot(sandbox)).toEqual(before);
	});

	test('what it ignores is ignored by git; a value that was set there survives the undoing', async () => {
		const { project, run } = createSandbox(runtime);
		execFileSync('git', ['init', '-q', project]);
		await run(['init']);
		expect(statSync(join(project, '.env')).mode & 0o777).toBe(0o600);
		await run(['run', 'start', 'user-auth']);
		const url = 'https://example.com/e';
		await run(['telemetry-config', 'set', 'url', url]);
		const ignored = ['.env', '.claude/murmur8.db', '.claude/murmur8.db-wal', '.claude/telemetry-failed.json'];
		for (const path of [...ignored, '.claude/pipeline-history.json.corrupt-2026', '.claude/worktrees/a']) {
			expect(execFileSync('git', ['-C', project, 'check-ignore', path], { encoding: 'utf8' })).toBe(`${path}\n`);
		}
		const { exitCode, stdout, stderr } = await run(['init', '--undo']);
		expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
		expect(stderr).toBe('murmur8: .env keeps 1 of its lines there, which init did not write\n');
		expect(readFileSync(join(project, '.env'), 'utf8')).toBe(`MURMUR8_TELEMETRY_URL=${url}\n`);
		expect(existsSync(join(project, '.gitignore'))).toBe(false);
	});

	test('without .blueprint/ there is one hint; at home, and where .env is no file, an error', async () => {
		const sandbox = createSandbox(runtime);
		const { project, home, run } = sandbox;
		rmSync(join(project, '.blueprint'), { recursive: true });
		const { exitCode, stdout, stderr } = await run(['init']);
		expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
		expect(stderr).toMatch(/^murmur8: no \.blueprint\/ here; .*npx --package=murmur8 -- murmur8 init\n$/);
		expect(await run(['init'], { cwd: home })).toMatchObject({ exitCode: 2, stdout: '' });
		expect(readdirSync(home)).not.toContain('.env');
		await run(['init', '--undo']);
		mkdirSync(join(project, '.env'));
		const failed = await run(['init']);
		expect(failed).toMatchObject({ exitCode: 1, stdout: '' });
		expect(failed.stderr).toMatch(/^murmur8: \.env can't be changed: .*\n {2}\.env is as it was\.\n/);
	});

	test('a .env for which there is no room stays as it was', async () => {
		const { project, environment } = createSandbox(runtime);
		const dotenv = join(project, '.env');
		const text = `A=${'x'.repeat(600)}\n`;
		writeFileSync(dotenv, text);
		chmodSync(dotenv, 0o600);
		const command = [...runtime.command, 'init'].map((word) => `'${word}'`).join(' ');
		// The shell's limit of a file's size, in blocks of 512 or 1,024 bytes: too little for the text and the template.
		const limited = `trap '' XFSZ; ulimit -f 1; exec ${command}`;
		let exitCode = 0;
		try {
			execFileSync('sh', ['-c', limited], { cwd: project, env: { ...environment }, stdio: 'pipe' });
		} catch (error) {
			exitCode = (error as { status: number }).status;
		}
		expect(exitCode).toBe(1);
		expect(readFileSync(dotenv, 'utf8')).toBe(text);
		expect(readdirSync(project).filter((name) => name.includes('.tmp'))).toEqual([]);
	});
});

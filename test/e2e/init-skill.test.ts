import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox, temporaryFolder } from '../support/sandbox.ts';
import { fillIn, programFolder, shellBlocks } from '../support/skill-lines.ts';

const COMMAND = '.claude/commands/implement-feature.md';
const SKILL_TEXT = '---\r\nname: implement-feature\r\n---\r\n\r\n# Caf\u00E9\r\n';
const NODE = RUNTIMES.filter(({ name }) => name === 'Node 26');

function sandboxWithSkill(runtime: (typeof RUNTIMES)[number]): Sandbox {
	const sandbox = createSandbox(runtime);
	mkdirSync(dirname(join(sandbox.project, COMMAND)), { recursive: true });
	writeFileSync(join(sandbox.project, COMMAND), SKILL_TEXT, 'latin1');
	return sandbox;
}

/** Every file of the project with its bytes. */
function snapshot({ project }: Sandbox): Readonly<Record<string, string>> {
	const entries = readdirSync(project, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	const paths = entries.map((entry) => join(entry.parentPath, entry.name));
	return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'latin1')]));
}

describe.each(RUNTIMES)('init --skill on $name', (runtime) => {
	test('puts lines and hooks in once, says so, and takes them out to the byte', async () => {
		const sandbox = sandboxWithSkill(runtime);
		const { project, run } = sandbox;
		const before = snapshot(sandbox);
		const said = `${COMMAND}: recording lines added\n.claude/settings.json: hooks added\n`;
		expect(await run(['init', '--skill'])).toMatchObject({ exitCode: 0, stdout: said, stderr: '' });
		const after = snapshot(sandbox);
		expect(after[join(project, COMMAND)]).toMatch(/^---\r\nname: .*\r\n---\r\n\r\n<!-- .* -->\r\n## Recording/);
		const again = JSON.parse((await run(['init', '--skill', '--json'])).stdout);
		expect(again).toEqual({
			files: [
				{ path: COMMAND, part: 'section', result: 'unchanged' },
				{ path: '.claude/settings.json', part: 'hooks', result: 'unchanged' },
			],
		});
		expect(snapshot(sandbox)).toEqual(after);
		expect(await run(['init', '--undo'])).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
		expect(snapshot(sandbox)).toEqual(before);
	});
});

describe.each(NODE)('init --skill', (runtime) => {
	test('an edit of the user’s stays, is shown beside ours, and goes by --force alone', async () => {
		const { project, run } = sandboxWithSkill(runtime);
		await run(['init', '--skill']);
		const path = join(project, COMMAND);
		const edited = readFileSync(path, 'latin1').replace('done ||', 'done --cost 1 ||');
		writeFileSync(path, edited, 'latin1');
		const kept = await run(['init', '--skill']);
		expect(kept).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('left alone: the section was changed') });
		expect(kept.stderr).toContain(
			"- murmur8 run stage '{stage}' done --cost 1 || true\n+ murmur8 run stage '{stage}' done || true",
		);
		expect(await run(['init', '--skill', '--undo'])).toMatchObject({ exitCode: 1 });
		expect((await run(['init', '--undo'])).stderr).toContain('left alone');
		expect(readFileSync(path, 'latin1')).toBe(edited);
		const undone = await run(['init', '--skill', '--undo', '--force']);
		expect(undone).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('lines removed') });
		expect(readFileSync(path, 'latin1')).toBe(SKILL_TEXT);
	});

	test('--print changes nothing; a file may be named; none found is told', async () => {
		const sandbox = createSandbox(runtime);
		const before = snapshot(sandbox);
		const { stdout } = await sandbox.run(['init', '--skill', '--print']);
		expect(stdout).toMatch(/^## Recording with murmur8\n/);
		const json = JSON.parse((await sandbox.run(['init', '--skill', '--print', '--json'])).stdout);
		expect(json).toMatchObject({ section: stdout.trimEnd(), settings: { hooks: { SubagentStop: [{}] } } });
		expect(snapshot(sandbox)).toEqual(before);
		expect(await sandbox.run(['init', '--skill'])).toMatchObject({
			exitCode: 0,
			stdout: '.claude/settings.json: hooks added\n',
			stderr: expect.stringContaining('no pipeline skill found'),
		});
		writeFileSync(join(sandbox.project, 'pipeline \u001B[31m.md'), 'words\n');
		expect(await sandbox.run(['init', '--skill', 'pipeline \u001B[31m.md'])).toMatchObject({
			exitCode: 0,
			stdout: expect.stringContaining('pipeline .md: recording lines added\n'),
		});
	});

	test.each([
		[['init', '--skill', 'gone.md'], 'no such file in the project'],
		[['init', '--skill', '/etc/hostname'], 'no such file in the project'],
		[['init', 'gone.md'], 'goes with --skill'],
		[['init', '--json'], '--json goes with --skill'],
		[['init', '--force', '--undo'], '--force goes with --skill'],
	])('%j is refused', async (words, message) => {
		const sandbox = createSandbox(runtime);
		const before = snapshot(sandbox);
		expect(await sandbox.run(words)).toMatchObject({
			exitCode: 2,
			stdout: '',
			stderr: expect.stringContaining(message),
		});
		expect(snapshot(sandbox)).toEqual(before);
	});
});

/** Fails with 97 and tells its words, one a line, NUL between calls. */
const FAILING = ['/bin/sh', '-c', 'printf "%s\\n" "$@" >> "$CALLS"; printf "\\0" >> "$CALLS"; exit 97', 'murmur8'];
const SLUGS = ['user-auth', 'two words', '用户 登录', 'it\'s $HOME `id` \\ "x"', '-leading', '*'];

describe.each(['sh', 'dash', 'bash', 'zsh'])('the lines in %s', (shell) => {
	const isThere = spawnSync(shell, ['-c', 'exit 0']).status === 0;
	if (!isThere && process.env['REQUIRE_TOOLS'] === '1') throw new Error(`${shell} is not there: apt install it`);

	test.skipIf(!isThere)('end with 0 under set -eu whatever murmur8 does, and hand words on as they are', async () => {
		const [runtime] = NODE;
		if (!runtime) throw new Error('no runtime');
		const { project, run } = sandboxWithSkill(runtime);
		await run(['init', '--skill']);
		const blocks = shellBlocks(readFileSync(join(project, COMMAND), 'latin1').replaceAll('\r\n', '\n'));
		expect(blocks).toHaveLength(9);
		for (const slug of SLUGS) {
			const base = temporaryFolder();
			const calls = join(base, 'calls');
			const values = { slug, stage: slug, log: slug, feedback: `FEEDBACK: {"x":"'$(id)\`id\`"}` };
			const script = blocks.map((block) => fillIn(block, values)).join('');
			const runLines = (path: string) =>
				spawnSync(shell, ['-euc', `${script}\necho END`], {
					encoding: 'utf8',
					// bash takes a socket there for a remote shell, and reads its start files.
					stdio: ['ignore', 'pipe', 'pipe'],
					env: { PATH: path, CALLS: calls, HOME: base },
				});
			const missing = runLines('/usr/bin:/bin');
			expect(missing).toMatchObject({ status: 0, stdout: 'END\n' });
			const failing = runLines(`${programFolder(base, FAILING)}:/usr/bin:/bin`);
			expect(failing).toMatchObject({ status: 0, stdout: 'END\n', stderr: '' });
			const words = readFileSync(calls, 'utf8')
				.split('\0')
				.slice(0, -1)
				.map((call) => call.split('\n').slice(0, -1));
			expect(words[0]).toEqual(['run', 'start', '--', slug]);
			expect(words[1]).toEqual(['run', 'stage', slug, 'start']);
			expect(words[6]).toEqual(['run', 'finish', '--status', 'failed', '--failed-stage', slug, '--log', slug]);
			expect(words).toHaveLength(9);
		}
	});
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../support/sandbox.ts';

type Module = typeof import('../../../source/adapters/command/windows-command.ts');
let windowsCommand: Module['windowsCommand'];
const { platform } = process;

// cross-spawn asks for the platform once, when it is loaded: this file has it to itself.
beforeAll(async () => {
	Object.defineProperty(process, 'platform', { value: 'win32' });
	// Files here have names in which case matters.
	vi.stubEnv('PATHEXT', '.com;.exe;.bat;.cmd');
	({ windowsCommand } = await import('../../../source/adapters/command/windows-command.ts'));
	Object.defineProperty(process, 'platform', { value: platform });
});
afterAll(() => void vi.unstubAllEnvs());

function place() {
	const folder = temporaryFolder();
	for (const name of ['npm.cmd', 'tool.exe', 'tests.bat']) writeFileSync(join(folder, name), '', { mode: 0o755 });
	return { folder, environment: { PATH: folder } };
}

describe('a command on Windows', () => {
	test('a program is started as it is', () => {
		const { environment } = place();
		const found = windowsCommand('tool', ['a b', '%PATH%', '"'], environment);
		expect(found).toEqual({ file: 'tool', args: ['a b', '%PATH%', '"'], isVerbatim: false });
	});

	test.each(['npm', 'npm.cmd', 'tests'])('%s is for the command interpreter, in quotes that survive it', (name) => {
		const { environment } = place();
		const { args, isVerbatim } = windowsCommand(name, ['run', 'a b', '%PATH%', '& calc'], environment);
		expect(isVerbatim).toBe(true);
		expect(args.slice(0, 3)).toEqual(['/d', '/s', '/c']);
		expect(args[3]).toBe(`"${name} ^"run^" ^"a^ b^" ^"^%PATH^%^" ^"^&^ calc^""`);
	});

	test('a command that is not there', () => {
		expect(() => windowsCommand('no-such-command', [], place().environment)).toThrow('command not found');
	});
});

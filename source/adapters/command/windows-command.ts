import crossSpawn from 'cross-spawn';
import type { Environment } from '../environment.ts';
import type { CommandWords } from './platform-command.ts';

/**
 * What Windows starts itself is `.exe` and `.com` alone. `npm` is `npm.cmd`, for its interpreter, with quoting of its
 * own; a script with `#!` is for the program named there.
 * @throws ENOENT where no file of that name is in PATH with an extension of PATHEXT
 */
export function windowsCommand(file: string, args: readonly string[], environment: Environment): CommandWords {
	const parsed = crossSpawn._parse(file, [...args], { env: environment });
	if (!parsed.file) throw Object.assign(new Error('command not found'), { code: 'ENOENT' });
	return {
		file: parsed.command,
		args: parsed.args,
		isVerbatim: parsed.options.windowsVerbatimArguments === true,
	};
}

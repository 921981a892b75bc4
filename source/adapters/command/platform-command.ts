import type { Environment } from '../environment.ts';

/** What is started so that a command runs. */
export interface CommandWords {
	readonly file: string;
	readonly args: readonly string[];
	/** Whether the arguments are quoted already, as Windows takes them: one line. */
	readonly isVerbatim: boolean;
}

/** @throws ENOENT where Windows has no such command; other systems say so when it is started */
export async function commandWords(
	[file = '', ...args]: readonly string[],
	environment: Environment,
): Promise<CommandWords> {
	if (process.platform !== 'win32') return { file, args, isVerbatim: false };
	const { windowsCommand } = await import('./windows-command.ts');
	return windowsCommand(file, args, environment);
}

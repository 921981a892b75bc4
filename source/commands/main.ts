import { errorText } from '../core/error-text.ts';
import { createContext } from './context.ts';
import { takeGlobalOptions } from './global-options.ts';
import { parseFast } from './parse.ts';
import { RUN_COMMANDS } from './run/table.ts';
import { type CommandSpec, type Context, isUserError } from './spec.ts';
import { VERSION } from './workplace.ts';

/**
 * `run …` commands and `validate` are called from the middle of a pipeline, `history` by prompts and status lines: they
 * take the short way, without meow: this entry, which every command pays for, and the one chunk that is theirs.
 */
async function fastCommand(argv: readonly string[]): Promise<CommandSpec | undefined> {
	const [first, second = '-'] = argv;
	const end = argv.indexOf('--');
	const own = end < 0 ? argv : argv.slice(0, end);
	// What stands behind `--` is another command's.
	if (own.includes('--help') || own.includes('-h')) return undefined;
	if (first === 'run') return RUN_COMMANDS.find(({ name }) => name === `run ${second}`);
	if (first !== 'validate' && (first !== 'history' || !second.startsWith('-'))) return undefined;
	const { VIEW_COMMANDS } = await import('./fast-views.ts');
	return VIEW_COMMANDS.find(({ name }) => name === first);
}

/** Programs that wait for a server's first answer wait for its start, too: these take the short way as well. */
async function serverCommand(argv: readonly string[]): Promise<CommandSpec | undefined> {
	const [first] = argv;
	if ((first !== 'mcp' && first !== 'lsp') || argv.includes('--help') || argv.includes('-h')) return undefined;
	const { SERVER_COMMANDS } = await import('./servers.ts');
	return SERVER_COMMANDS.find(({ name }) => name === first);
}

async function dispatch(argv: readonly string[], context: Context): Promise<number> {
	if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
		context.print(VERSION);
		return 0;
	}
	const fast = (await fastCommand(argv)) ?? (await serverCommand(argv));
	if (fast) {
		const handler = await fast.load();
		return handler(parseFast(fast, argv.slice(fast.name.split(' ').length)), context);
	}
	const typed = await import('./typed.ts');
	return typed.runTyped(argv, context);
}

/**
 * The program.
 * @param argv the words behind the program's name
 * @returns the exit code
 */
export async function main(argv: readonly string[]): Promise<number> {
	const context = createContext();
	try {
		const { argv: words, projectFolder, configPath, colourVariables } = takeGlobalOptions(argv, context.cwd);
		const environment = { ...context.environment, ...colourVariables };
		return await dispatch(words, { ...context, environment, projectFolder, configPath });
	} catch (error) {
		if (isUserError(error)) {
			context.warn(`murmur8: ${error.message}`);
			context.warn(`  ${error.hint}`);
			return error.exitCode;
		}
		context.warn(`murmur8: ${errorText(error)}`);
		context.warn('  This is a fault of murmur8; MURMUR8_DEBUG=1 shows where.');
		context.debug(error instanceof Error ? (error.stack ?? '') : '');
		return 1;
	}
}

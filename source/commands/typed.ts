import { closest } from '../core/closest.ts';
import { toPrintableLine } from '../core/text.ts';
import { renderCommandHelp, renderGroupHelp, renderHelp } from './help.ts';
import { parseTyped } from './parse-typed.ts';
import { type CommandSpec, type Context, UserError } from './spec.ts';
import { COMMANDS, NPM_PACKAGE_COMMANDS } from './table.ts';

const isHelp = (word: string | undefined) => word === '--help' || word === '-h' || word === 'help';

/**
 * The command that the first words name, the longest name first. Where a command without arguments has sub-commands
 * too, a word behind it is meant as one of them.
 */
function findCommand(argv: readonly string[]): CommandSpec | undefined {
	const [first = '', second] = argv;
	const isWord = second !== undefined && !second.startsWith('-');
	const command = COMMANDS.find(({ name }) => name === `${first} ${second}`);
	const short = COMMANDS.find(({ name }) => name === first);
	if (short?.arguments[1] === 0 && isWord && groupOf(first).length > 0) return command;
	return command ?? short;
}

const groupOf = (word: string) => COMMANDS.filter(({ name }) => name.startsWith(`${word} `));

function unknownCommand(argv: readonly string[]): UserError {
	const [first = '', second] = argv;
	const word = toPrintableLine(first, 40);
	const group = groupOf(first);
	if (group.length > 0) {
		const choices = group.map(({ name }) => name.slice(first.length + 1));
		const near = second === undefined ? undefined : closest(second, choices);
		const problem =
			second === undefined
				? 'needs a sub-command'
				: `has no sub-command ${JSON.stringify(toPrintableLine(second, 40))}`;
		return new UserError(
			`${word} ${problem}${near ? ` (did you mean ${near}?)` : ''}`,
			`One of: ${choices.join(', ')}`,
		);
	}
	if (NPM_PACKAGE_COMMANDS.has(first)) {
		const rest = argv.map((argument) => toPrintableLine(argument, 80)).join(' ');
		return new UserError(
			`${word} is a command of the npm package murmur8`,
			`Run: npx --package=murmur8 -- murmur8 ${rest}`,
		);
	}
	const near = closest(first, [...new Set(COMMANDS.flatMap(({ name }) => [name, name.split(' ')[0] ?? '']))]);
	const suggestion = near === undefined ? '' : ` (did you mean ${near}?)`;
	return new UserError(`unknown command ${JSON.stringify(word)}${suggestion}`, 'See: murmur8 --help');
}

/** Commands that people type, and everything about help. */
export async function runTyped(argv: readonly string[], context: Context): Promise<number> {
	const [first, ...rest] = argv;
	const words = first === 'help' ? rest : argv;
	if (first === undefined || (isHelp(first) && words.length < 2)) {
		const target = first === 'help' ? rest[0] : undefined;
		if (target === undefined) {
			context.print(renderHelp(COMMANDS));
			return first === undefined ? 2 : 0;
		}
	}
	const command = findCommand(words);
	const asksHelp = first === 'help' || isHelp(words.at(-1)) || words.includes('--help') || words.includes('-h');
	if (!command) {
		const group = groupOf(words[0] ?? '');
		if (group.length === 0 || !asksHelp) throw unknownCommand(words);
		context.print(renderGroupHelp(words[0] ?? '', group));
		return 0;
	}
	if (asksHelp) {
		context.print(renderCommandHelp(command));
		return 0;
	}
	const invocation = parseTyped(command, words.slice(command.name.split(' ').length));
	const handler = await command.load();
	return handler(invocation, context);
}

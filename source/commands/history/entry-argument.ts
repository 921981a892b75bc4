import { parseJsonObject } from '../../core/history/new-entry.ts';
import { toPrintableLine } from '../../core/text.ts';
import { type Context, UserError } from '../spec.ts';

/** The JSON object that a command is given as an argument, or on stdin for `-`. */
export function readObjectArgument(
	argument: string,
	what: string,
	example: string,
	context: Context,
): Readonly<Record<string, unknown>> {
	const parsed = parseJsonObject(argument === '-' ? context.readStdin() : argument);
	if (parsed.kind === 'object') return parsed.value;
	throw new UserError(`${what} is ${toPrintableLine(parsed.reason)}`, `Give an object: ${example}`);
}

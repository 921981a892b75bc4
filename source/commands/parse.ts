import { parseArgs } from 'node:util';
import { closest } from '../core/closest.ts';
import { toPrintableLine } from '../core/text.ts';
import { type CommandSpec, type FlagSpec, type Flags, type Invocation, UserError } from './spec.ts';

const helpHint = (spec: CommandSpec) => `See: murmur8 ${spec.name} --help`;

/** What `--flag value`, its choices and the number of arguments must be; the same for every parser in front. */
export function validate(spec: CommandSpec, positionals: readonly string[], flags: Flags): Invocation {
	const [least, most] = spec.arguments;
	if (positionals.length < least)
		throw new UserError(`missing argument: murmur8 ${spec.name} ${spec.usage}`, helpHint(spec));
	const extra = positionals[most];
	if (extra !== undefined) {
		throw new UserError(`unexpected argument ${JSON.stringify(toPrintableLine(extra))}`, helpHint(spec));
	}
	for (const [name, { choices }] of Object.entries(spec.flags)) {
		const given = flags[name];
		// An unset variable of a script gives an empty value, which is the same as none.
		if (typeof given === 'string' && given !== '' && choices && !choices.includes(given)) {
			throw new UserError(
				`--${name} is ${JSON.stringify(toPrintableLine(given))}, but must be one of: ${choices.join(', ')}`,
				helpHint(spec),
			);
		}
	}
	return { positionals, flags };
}

/** The error for a flag whose value is missing. */
export function missingValue(spec: CommandSpec, name: string): UserError {
	const value = spec.flags[name]?.value ?? '<value>';
	return new UserError(`--${name} needs a value: --${name} ${value}`, helpHint(spec));
}

/** Whether a word behind a flag is the next flag rather than its value: `--run --gate`. `--run=--gate` says it is. */
const isFlagLike = (word: string) => /^-./.test(word) && !/^-\d/.test(word);

/** The error for a flag that a command does not have, with the nearest one that it has. */
export function unknownFlag(spec: CommandSpec, flag: string): UserError {
	const near = closest(flag.replace(/^-+/, ''), Object.keys(spec.flags));
	const suggestion = near === undefined ? '' : ` (did you mean --${near}?)`;
	return new UserError(`unknown option ${JSON.stringify(toPrintableLine(flag))}${suggestion}`, helpHint(spec));
}

function toOption({ type, short }: FlagSpec) {
	return short === undefined ? { type } : { type, short };
}

/**
 * Parses with the runtime's own parser: meow takes 20 ms to load, which the `run` commands, called from the middle of
 * a pipeline, must not cost.
 */
export function parseFast(spec: CommandSpec, args: readonly string[]): Invocation {
	const options = Object.fromEntries(Object.entries(spec.flags).map(([name, flag]) => [name, toOption(flag)]));
	const end = args.indexOf('--');
	const behind = end < 0 ? [] : args.slice(end + 1);
	const own = end < 0 ? args : args.slice(0, end);
	const { tokens } = parseArgs({ args: [...own], options, allowPositionals: true, strict: false, tokens: true });
	const flags: Record<string, string | boolean> = {};
	const positionals: string[] = [];
	for (const token of tokens) {
		if (token.kind === 'positional') positionals.push(token.value);
		if (token.kind !== 'option') continue;
		const flag = spec.flags[token.name];
		if (!flag || !Object.hasOwn(spec.flags, token.name)) throw unknownFlag(spec, token.rawName);
		if (flag.type === 'string' && (token.value === undefined || (!token.inlineValue && isFlagLike(token.value)))) {
			throw missingValue(spec, token.name);
		}
		if (flag.type === 'boolean' && token.value !== undefined) {
			throw new UserError(`--${token.name} takes no value`, helpHint(spec));
		}
		flags[token.name] = token.value ?? true;
	}
	const invocation = validate(spec, [...positionals, ...behind], flags);
	return spec.isWrapper ? { ...invocation, behind } : invocation;
}

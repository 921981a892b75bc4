import meow from 'meow';
import { toPrintableLine } from '../core/text.ts';
import { missingValue, unknownFlag, validate } from './parse.ts';
import { type CommandSpec, type Flags, type Invocation, UserError } from './spec.ts';

const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

type Parsed = ReturnType<typeof meow>;

/** meow's only complaint of its own is a flag that is given twice; thrown as it is, it would look like a fault of ours. */
function orUserError(spec: CommandSpec, parse: () => Parsed): Parsed {
	try {
		return parse();
	} catch (error) {
		throw new UserError(toPrintableLine((error as Error).message), `See: murmur8 ${spec.name} --help`);
	}
}

/** Parses what people type. Help, version and unknown flags are ours: meow would print its own and end the process. */
export function parseTyped(spec: CommandSpec, args: readonly string[]): Invocation {
	const end = args.indexOf('--');
	const own = end < 0 ? args : args.slice(0, end);
	const behind = end < 0 ? [] : args.slice(end + 1);
	const definitions = Object.fromEntries(
		Object.entries(spec.flags).map(([name, { type, short }]) => [
			camel(name),
			short === undefined ? { type } : { type, shortFlag: short },
		]),
	);
	const { input, flags: parsed } = orUserError(spec, () =>
		meow({
			importMeta: import.meta,
			pkg: { name: 'murmur8' },
			argv: [...own],
			flags: definitions,
			booleanDefault: undefined,
			autoHelp: false,
			autoVersion: false,
			help: false,
			description: false,
		}),
	);
	const flags: Record<string, Flags[string]> = {};
	for (const [key, value] of Object.entries(parsed as Record<string, unknown>)) {
		const name = kebab(key);
		const flag = spec.flags[name];
		if (value === undefined) continue;
		if (!flag || !Object.hasOwn(spec.flags, name)) throw unknownFlag(spec, key.length === 1 ? `-${key}` : `--${name}`);
		if (flag.type === 'string' && (typeof value !== 'string' || value === '')) throw missingValue(spec, name);
		flags[name] = value as Flags[string];
	}
	return validate(spec, [...input, ...behind], flags);
}

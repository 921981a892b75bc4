import { GLOBAL_FLAGS } from '../global-options.ts';
import type { CommandSpec, FlagSpec } from '../spec.ts';

export type Pair = readonly [word: string, summary: string];

/** What may follow a flag: nothing, a file's name, one of these words, any text. */
export type FlagValue =
	| { readonly kind: 'none' }
	| { readonly kind: 'file' }
	| { readonly kind: 'words'; readonly words: readonly string[] }
	| { readonly kind: 'text' };

export interface FlagNode {
	/** With its dashes: `--run`. */
	readonly flag: string;
	readonly summary: string;
	readonly value: FlagValue;
}

/** What may be typed behind the words of `path`, '' for the program itself. */
export interface CompletionNode {
	readonly path: string;
	readonly words: readonly Pair[];
	readonly flags: readonly FlagNode[];
	/** What the arguments may be, by their place. */
	readonly places: readonly (readonly string[])[];
}

function valueAfter({ type, value = '', choices, suggestions }: FlagSpec): FlagValue {
	if (type === 'boolean') return { kind: 'none' };
	const words = choices ?? suggestions;
	if (words) return { kind: 'words', words };
	return /file|path|dir/.test(value) ? { kind: 'file' } : { kind: 'text' };
}

const HELP: FlagNode = { flag: '--help', summary: 'how it is used', value: { kind: 'none' } };
const VERSION: FlagNode = { flag: '--version', summary: 'the version', value: { kind: 'none' } };

function pathsOf(commands: readonly CommandSpec[]): readonly string[] {
	const prefixes = commands.flatMap(({ name }) => {
		const words = name.split(' ');
		return words.map((_, index) => words.slice(0, index + 1).join(' '));
	});
	return ['', ...new Set(prefixes)];
}

/** The words that lead one step further from a path. */
function wordsBehind(path: string, paths: readonly string[], commands: readonly CommandSpec[]): readonly Pair[] {
	const prefix = path === '' ? '' : `${path} `;
	return paths
		.filter((other) => other !== '' && other.startsWith(prefix) && !other.slice(prefix.length).includes(' '))
		.map((other) => {
			const summary = commands.find(({ name }) => name === other)?.summary;
			const inside = commands.filter(({ name }) => name.startsWith(`${other} `));
			const list = inside.map(({ name }) => name.slice(other.length + 1)).join(', ');
			return [other.slice(prefix.length), summary ?? list];
		});
}

/** Everything that completion knows, made from the table of commands. */
export function completionModel(commands: readonly CommandSpec[]): readonly CompletionNode[] {
	const paths = pathsOf(commands);
	return paths.map((path) => {
		const command = commands.find(({ name }) => name === path);
		const flags = Object.entries({ ...command?.flags, ...GLOBAL_FLAGS }).map(([name, flag]) => ({
			flag: `--${name}`,
			summary: flag.summary,
			value: valueAfter(flag),
		}));
		return {
			path,
			words: wordsBehind(path, paths, commands),
			flags: [...flags, HELP, ...(path === '' ? [VERSION] : [])],
			places: command?.suggestions ?? [],
		};
	});
}

/** Every flag that takes a value: the word behind it is no argument. */
export function valueFlags(nodes: readonly CompletionNode[]): readonly string[] {
	const flags = nodes.flatMap((node) => node.flags.filter(({ value }) => value.kind !== 'none'));
	return [...new Set(flags.map(({ flag }) => flag))].sort();
}

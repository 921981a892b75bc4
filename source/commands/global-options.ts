import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Environment } from '../adapters/environment.ts';
import { toPrintableLine } from '../core/text.ts';
import { type FlagSpec, UserError } from './spec.ts';

/** Options that every command takes, wherever they stand before `--`. */
export const GLOBAL_FLAGS = {
	project: { type: 'string', value: '<dir>', summary: 'work on the project of this folder, with its own settings' },
	config: { type: 'string', value: '<file>', summary: "this settings file in place of the project's; it is trusted" },
	color: { type: 'boolean', summary: 'colours also into a pipe and in CI, as with FORCE_COLOR=1' },
	'no-color': { type: 'boolean', summary: 'no colours, as with NO_COLOR=1' },
} as const satisfies Record<string, FlagSpec>;

/** What each of them is in the environment; flags are stronger than that. */
const COLOUR_FLAGS = {
	'--color': { FORCE_COLOR: '1', NO_COLOR: undefined },
	'--no-color': { NO_COLOR: '1' },
} as const;

const isColourFlag = (word: string): word is keyof typeof COLOUR_FLAGS => Object.hasOwn(COLOUR_FLAGS, word);

type GlobalName = Exclude<keyof typeof GLOBAL_FLAGS, 'color' | 'no-color'>;

const NAMES = ['project', 'config'] as const satisfies readonly GlobalName[];

export interface GlobalOptions {
	/** The words without the global options. */
	readonly argv: readonly string[];
	/** Absolute paths. */
	readonly projectFolder: string | undefined;
	readonly configPath: string | undefined;
	/** What holds in place of the environment's own; empty where colours are left to it. */
	readonly colourVariables: Environment;
}

function folder(given: string, cwd: string): string {
	const path = resolve(cwd, given);
	if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
	throw new UserError(`--project is no folder: ${toPrintableLine(given)}`, 'Give the folder of a project.');
}

/**
 * Takes the global options out of what was typed, before the command's own parser sees it. An empty value counts as
 * not given.
 */
export function takeGlobalOptions(argv: readonly string[], cwd: string): GlobalOptions {
	const end = argv.indexOf('--');
	const given = end < 0 ? argv : argv.slice(0, end);
	const colourFlags = new Set(given.filter(isColourFlag));
	const [colourFlag] = colourFlags;
	if (colourFlags.size > 1) throw new UserError('--color and --no-color exclude each other', 'Give one of them.');
	const own = given.filter((word) => !isColourFlag(word));
	const rest: string[] = [];
	const found = new Map<GlobalName, string>();
	for (let index = 0; index < own.length; index++) {
		const word = own[index] ?? '';
		const name = NAMES.find((candidate) => word === `--${candidate}` || word.startsWith(`--${candidate}=`));
		if (name === undefined) {
			rest.push(word);
			continue;
		}
		const isInline = word.includes('=');
		const value = isInline ? word.slice(name.length + 3) : own[++index];
		if (value === undefined || (!isInline && value.startsWith('-'))) {
			throw new UserError(`--${name} needs a value: --${name} ${GLOBAL_FLAGS[name].value}`, 'See: murmur8 --help');
		}
		if (found.has(name)) throw new UserError(`--${name} is given twice`, 'Give it once.');
		if (value.trim() !== '') found.set(name, value);
	}
	const project = found.get('project');
	const config = found.get('config');
	return {
		argv: [...rest, ...(end < 0 ? [] : argv.slice(end))],
		projectFolder: project === undefined ? undefined : folder(project, cwd),
		configPath: config === undefined ? undefined : resolve(cwd, config),
		colourVariables: colourFlag === undefined ? {} : COLOUR_FLAGS[colourFlag],
	};
}

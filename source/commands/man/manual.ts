import { GLOBAL_FLAGS } from '../global-options.ts';
import { EXIT_CODES, VARIABLES } from '../help.ts';
import type { CommandSpec, FlagSpec } from '../spec.ts';
import { bold, example, item, literal, paragraph, prose, section, subsection, usage } from './roff.ts';

const FILES = [
	['.claude/murmur8.db', 'runs, their events that were not delivered yet, failures; SQLite'],
	['.claude/pipeline-history.json', 'the history that other programs read'],
	['.claude/telemetry-config.json', "the project's settings, meant to be committed"],
	['.env', 'endpoint and key, ignored by git'],
] as const;

function flag([name, { value, short, choices, summary }]: readonly [string, FlagSpec]): string {
	const names = [...(short === undefined ? [] : [`-${short}`]), `--${name}`].map(bold).join(', ');
	const known = choices === undefined || summary.includes(choices[0] ?? '') ? '' : ` (${choices.join(', ')})`;
	return item(value === undefined ? names : `${names} ${usage(value)}`, `${summary}${known}`);
}

function command({ name, usage: words, summary, flags, examples, notes = [] }: CommandSpec): string {
	return subsection(
		`murmur8 ${name}${words === '' ? '' : ` ${words}`}`,
		prose(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`),
		...Object.entries(flags).map(flag),
		...notes.map(paragraph),
		...examples.map(([line, meaning]) => example(line, meaning)),
	);
}

/** When the page was revised, as manual pages say it at their foot; set with the version in package.json. */
const REVISED = '2026-11-21';

/** murmur8(1) in the man macros, which groff and mandoc both read, made from the table of commands. */
export function renderManual(commands: readonly CommandSpec[], version: string): string {
	return [
		`.TH MURMUR8 1 ${REVISED} "murmur8 ${version}" "User Commands"`,
		// Words are not divided: most of them can be typed.
		'.nh',
		section('NAME', 'murmur8 \\- the flight recorder of AI coding pipelines'),
		section(
			'SYNOPSIS',
			`${bold('murmur8')} ${usage('<command>')} [${usage('<options>')}]`,
			'.br',
			`${bold('murmur8')} [${usage('<command>')}] ${bold('--help')}`,
			'.br',
			`${bold('murmur8 --version')}`,
		),
		section(
			'DESCRIPTION',
			prose(
				'Records the runs of AI coding pipelines in a local database, shows them while they run and afterwards, and delivers an event of each to the endpoint that was configured, in the background. A run is never slowed or broken by it; without an endpoint nothing leaves the machine.',
			),
		),
		section('COMMANDS', ...commands.map(command)),
		section(
			'OPTIONS OF EVERY COMMAND',
			item(`${bold('--help')}, ${bold('-h')}`, 'how a command is used'),
			...Object.entries(GLOBAL_FLAGS).map(flag),
		),
		section(
			'ENVIRONMENT',
			prose('These stand in the environment or in .env in the root of the project.'),
			...VARIABLES.map(([name, meaning]) => item(bold(name), meaning)),
		),
		section('EXIT STATUS', ...EXIT_CODES.map(([code, meaning]) => item(bold(code), meaning))),
		section('FILES', ...FILES.map(([path, meaning]) => item(literal(path), meaning))),
	].join('\n');
}

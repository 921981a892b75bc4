import { SETTINGS } from '../core/settings/definitions.ts';
import { GLOBAL_FLAGS } from './global-options.ts';
import type { CommandSpec, FlagSpec } from './spec.ts';
import { VERSION } from './workplace.ts';

export const EXIT_CODES = [
	['0', 'done; for run commands: whatever telemetry, database or disk do'],
	['1', 'failed, the reason is on stderr'],
	['2', 'usage or configuration error'],
	['3', 'something that must not leave was found (sanitize --check, report)'],
	['10', 'the quality gate says pause (run feedback --gate)'],
	['130', 'interrupted'],
] as const;

export const VARIABLES = [
	[SETTINGS.url.variable, SETTINGS.url.meaning],
	[SETTINGS.key.variable, SETTINGS.key.meaning],
	[SETTINGS.audience.variable, `${SETTINGS.audience.meaning}: ${SETTINGS.audience.accepts}`],
	['MURMUR8_RUN_ID', 'the run that run commands mean'],
	['MURMUR8_DEBUG=1', 'details of silent trouble, on stderr'],
] as const;

type Pair = readonly [left: string, right: string];

function columns(pairs: readonly Pair[]): string {
	const width = Math.max(0, ...pairs.map(([left]) => left.length));
	return pairs.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()).join('\n');
}

const section = (title: string, body: string) => `${title}\n${body}`;
const withUsage = ({ name, usage }: CommandSpec) => (usage === '' ? name : `${name} ${usage}`);

function flagLine([name, { value, short, summary, choices }]: readonly [string, FlagSpec]): Pair {
	const prefix = short === undefined ? '' : `-${short}, `;
	const known = choices === undefined || summary.includes(choices[0] ?? '') ? '' : ` (${choices.join(', ')})`;
	return [`${prefix}--${name}${value === undefined ? '' : ` ${value}`}`, `${summary}${known}`];
}

/** `murmur8 --help` */
export function renderHelp(commands: readonly CommandSpec[]): string {
	return [
		`murmur8 ${VERSION}: the flight recorder of AI coding pipelines`,
		section('Usage', '  murmur8 <command> [options]'),
		section('Commands', columns(commands.map((command) => [withUsage(command), command.summary]))),
		section(
			'Options',
			columns([
				['--help, -h', 'this text, or the help of a command'],
				['--version, -V', 'the version'],
				...Object.entries(GLOBAL_FLAGS).map(flagLine),
			]),
		),
		section('Environment, or .env in the project root', columns(VARIABLES)),
		section('Exit codes', columns(EXIT_CODES)),
		section(
			'Examples',
			columns([
				['murmur8 demo', 'the whole loop on this machine, with an embedded receiver'],
				['murmur8 run start user-auth', 'begin a run and print its id'],
				['murmur8 telemetry status', 'what became of every event'],
			]),
		),
	].join('\n\n');
}

/** `murmur8 run --help` */
export function renderGroupHelp(group: string, commands: readonly CommandSpec[]): string {
	return [
		section('Usage', `  murmur8 ${group} <command> [options]`),
		section('Commands', columns(commands.map((command) => [withUsage(command), command.summary]))),
		`See: murmur8 ${commands[0]?.name ?? group} --help`,
	].join('\n\n');
}

/** Options stand before `--`, else they are another command's. */
function usageLine(command: CommandSpec, hasOptions: boolean): string {
	const { name, usage } = command;
	if (!hasOptions) return withUsage(command);
	return command.isWrapper ? `${name} [options] ${usage}` : `${withUsage(command)} [options]`;
}

/** `murmur8 run stage --help` */
export function renderCommandHelp(command: CommandSpec): string {
	const flags = Object.entries(command.flags).map(flagLine);
	const { notes = [], examples } = command;
	return [
		`murmur8 ${command.name}: ${command.summary}`,
		section('Usage', `  murmur8 ${usageLine(command, flags.length > 0)}`),
		...(flags.length > 0 ? [section('Options', columns(flags))] : []),
		...(examples.length > 0
			? [section('Examples', examples.map(([line, meaning]) => `  ${line}\n      ${meaning}`).join('\n'))]
			: []),
		...(notes.length > 0 ? [notes.join('\n')] : []),
	].join('\n\n');
}

import { SETTINGS, type SettingDefinition, type SettingName, type Settings } from './definitions.ts';

/** Where a value came from, strongest first. */
export const SOURCES = ['flag', 'environment', 'dotenv', 'default'] as const;
export type Source = (typeof SOURCES)[number];

export interface SettingProblem {
	readonly name: SettingName;
	readonly source: Source;
	/** What is wrong and what to write instead; never a secret value. */
	readonly message: string;
}

export interface ResolvedSettings {
	/** Values as they hold. A setting with a problem has its default here and must not be acted on. */
	readonly values: Settings;
	/** Whether a value was given, and where: tracked, never inferred from the value. */
	readonly sources: { readonly [Name in SettingName]: Source };
	readonly problems: readonly SettingProblem[];
}

/** Raw texts by flag name or variable name. */
export interface SettingInputs {
	readonly flags: Readonly<Record<string, string | undefined>>;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly dotenv: Readonly<Record<string, string | undefined>>;
}

interface Reading<T> {
	readonly value: T;
	readonly source: Source;
	readonly problems: readonly SettingProblem[];
}

const PLACES: Readonly<Record<Exclude<Source, 'default'>, (variable: string, flag: string | undefined) => string>> = {
	flag: (_variable, flag) => `--${flag}`,
	environment: (variable) => variable,
	dotenv: (variable) => `${variable} in .env`,
};

/**
 * Reads one setting from all its places. Every given value is parsed, the ones that lose too: a valid spelling must
 * not hide an invalid one.
 */
function read<Name extends SettingName>(
	name: Name,
	inputs: SettingInputs,
	requireHttps: boolean,
): Reading<Settings[Name]> {
	const definition: SettingDefinition<Settings[Name]> = SETTINGS[name];
	const { variable, flag } = definition;
	const given = [
		['flag', flag === undefined ? undefined : inputs.flags[flag]],
		['environment', inputs.environment[variable]],
		['dotenv', inputs.dotenv[variable]],
	] as const;
	let winner: { value: Settings[Name]; source: Source } | undefined;
	const problems: SettingProblem[] = [];
	for (const [source, text] of given) {
		if (text === undefined) continue;
		const isEmpty = text.trim() === '';
		if (isEmpty && source !== 'flag') {
			// An empty variable of the real environment switches off; an empty line of .env is a template not filled in.
			if (source === 'environment' && 'whenEmpty' in definition) {
				winner ??= { value: definition.whenEmpty as Settings[Name], source };
			}
			continue;
		}
		const parsed = definition.parse(text, { requireHttps });
		if (parsed.kind === 'value') winner ??= { value: parsed.value, source };
		else {
			const shown = definition.isSecret || name === 'url' ? '' : ` is ${JSON.stringify(text.slice(0, 80))}:`;
			problems.push({ name, source, message: `${PLACES[source](variable, flag)}${shown} ${parsed.message}` });
		}
	}
	return { ...(winner ?? { value: definition.default, source: 'default' as const }), problems };
}

/** Whether `DO_NOT_TRACK` is set to anything but its off values. */
function isDoNotTrack(environment: SettingInputs['environment']): boolean {
	return !['', '0', 'false'].includes((environment['DO_NOT_TRACK'] ?? '').trim().toLowerCase());
}

/** Resolves every setting: flag, then environment, then `.env`, then default. `DO_NOT_TRACK` is an `off` nothing beats. */
export function resolveSettings(inputs: SettingInputs): ResolvedSettings {
	const requireHttps = read('requireHttps', inputs, false).value;
	const readings = (Object.keys(SETTINGS) as SettingName[]).map(
		(name) => [name, read(name, inputs, requireHttps)] as const,
	);
	const values = Object.fromEntries(readings.map(([name, reading]) => [name, reading.value])) as unknown as Settings;
	const sources = Object.fromEntries(
		readings.map(([name, { source }]) => [name, source]),
	) as ResolvedSettings['sources'];
	const problems = readings.flatMap(([, reading]) => reading.problems);
	if (!isDoNotTrack(inputs.environment)) return { values, sources, problems };
	return { values: { ...values, audience: 'off' }, sources: { ...sources, audience: 'environment' }, problems };
}

import { SETTINGS, type SettingDefinition, type SettingName, type Settings } from './definitions.ts';
import { EMPTY_SETTINGS_FILE, type SettingsFile } from './file.ts';
import { widens } from './trust.ts';

/** Where a value came from, strongest first. */
export const SOURCES = ['flag', 'environment', 'dotenv', 'project', 'user', 'default'] as const;
export type Source = (typeof SOURCES)[number];

export interface SettingProblem {
	/** Undefined where a whole file is wrong. */
	readonly name: SettingName | undefined;
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
	/** Settings of the project's file that do nothing until the file is trusted. */
	readonly inert: readonly SettingName[];
}

/** Raw texts: flags by flag name, variables by their name, files by setting name. */
export interface SettingInputs {
	readonly flags: Readonly<Record<string, string | undefined>>;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly dotenv: Readonly<Record<string, string | undefined>>;
	readonly isDotenvUnreadable?: boolean;
	readonly project?: SettingsFile;
	readonly user?: SettingsFile;
	/** Whether this very content of the project's file is trusted on this machine. */
	readonly isProjectTrusted?: boolean;
}

interface Given {
	readonly source: Exclude<Source, 'default'>;
	readonly text: string | undefined;
	/** How messages name the place. */
	readonly place: string;
}

interface Valued<T> {
	readonly value: T;
	readonly source: Source;
}

interface Reading<T> extends Valued<T> {
	readonly problems: readonly SettingProblem[];
	readonly isInert: boolean;
}

function givenTexts<Name extends SettingName>(name: Name, inputs: SettingInputs): readonly Given[] {
	const { variable, flag }: SettingDefinition<Settings[Name]> = SETTINGS[name];
	return [
		{ source: 'flag', text: flag === undefined ? undefined : inputs.flags[flag], place: `--${flag}` },
		{ source: 'environment', text: inputs.environment[variable], place: variable },
		{ source: 'dotenv', text: inputs.dotenv[variable], place: `${variable} in .env` },
		{ source: 'project', text: inputs.project?.values[name], place: `${name} in telemetry-config.json` },
		{ source: 'user', text: inputs.user?.values[name], place: `${name} in the user settings` },
	];
}

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
	const problems: SettingProblem[] = [];
	const valid: Valued<Settings[Name]>[] = [];
	for (const { source, text, place } of givenTexts(name, inputs)) {
		if (text === undefined) continue;
		if (text.trim() === '' && (source === 'environment' || source === 'dotenv')) {
			// An empty variable of the real environment switches off; an empty line of .env is a template not filled in.
			if (source === 'environment' && 'whenEmpty' in definition) {
				valid.push({ value: definition.whenEmpty as Settings[Name], source });
			}
			continue;
		}
		const parsed = definition.parse(text, { requireHttps });
		if (parsed.kind === 'value') valid.push({ value: parsed.value, source });
		else {
			const shown = definition.isUnrepeatable ? '' : ` is ${JSON.stringify(text.slice(0, 80))}:`;
			problems.push({ name, source, message: `${place}${shown} ${parsed.message}` });
		}
	}
	const fallback = { value: definition.default, source: 'default' } as const;
	return { ...strongest(name, valid, fallback, inputs.isProjectTrusted === true), problems };
}

/**
 * The first of the valid values, else the fallback; the project's is passed over where it widens what holds without
 * it, untrusted.
 */
function strongest<Name extends SettingName>(
	name: Name,
	valid: readonly Valued<Settings[Name]>[],
	fallback: Valued<Settings[Name]>,
	isTrusted: boolean,
): Valued<Settings[Name]> & { readonly isInert: boolean } {
	const place = valid.findIndex(({ source }) => source === 'project');
	const given = valid[place];
	const { value: base } = valid[place + 1] ?? fallback;
	const isInert = given !== undefined && !isTrusted && widens(name, given.value, base);
	const [first = fallback] = isInert ? valid.toSpliced(place, 1) : valid;
	return { ...first, isInert };
}

/** Whether `DO_NOT_TRACK` is set to anything but its off values. */
function isDoNotTrack(environment: SettingInputs['environment']): boolean {
	return !['', '0', 'false'].includes((environment['DO_NOT_TRACK'] ?? '').trim().toLowerCase());
}

function fileProblems(
	source: 'project' | 'user',
	{ problems }: SettingsFile = EMPTY_SETTINGS_FILE,
): readonly SettingProblem[] {
	return problems.map((message) => ({ name: undefined, source, message }));
}

/**
 * Resolves every setting: flag, environment, `.env`, project settings, user settings, default. `DO_NOT_TRACK` is an
 * `off` that nothing beats.
 */
export function resolveSettings(inputs: SettingInputs): ResolvedSettings {
	const requireHttps = read('requireHttps', inputs, false).value;
	const names = Object.keys(SETTINGS) as SettingName[];
	const readings = names.map((name) => [name, read(name, inputs, requireHttps)] as const);
	const values = Object.fromEntries(readings.map(([name, { value }]) => [name, value])) as unknown as Settings;
	const sources = Object.fromEntries(
		readings.map(([name, { source }]) => [name, source]),
	) as ResolvedSettings['sources'];
	const problems: SettingProblem[] = [
		...readings.flatMap(([, reading]) => reading.problems),
		...fileProblems('project', inputs.project),
		...fileProblems('user', inputs.user),
	];
	if (inputs.isDotenvUnreadable) problems.push({ name: undefined, source: 'dotenv', message: ".env can't be read" });
	const inert = readings.filter(([, { isInert }]) => isInert).map(([name]) => name);
	if (!isDoNotTrack(inputs.environment)) return { values, sources, problems, inert };
	return { values: { ...values, audience: 'off' }, sources: { ...sources, audience: 'environment' }, problems, inert };
}

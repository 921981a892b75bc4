import { SETTINGS, type SettingName } from '../settings/definitions.ts';
import type { Source } from '../settings/resolve.ts';
import type { DoctorFacts } from './facts.ts';

const isBlank = (text: string | undefined) => text === undefined || text.trim() === '';

/** The text that a source holds for a setting, undefined where it has none that counts. */
export function givenText({ inputs }: DoctorFacts, name: SettingName, source: Source): string | undefined {
	const { variable } = SETTINGS[name];
	const text = {
		flag: undefined,
		environment: inputs.environment[variable],
		dotenv: inputs.dotenv[variable],
		project: inputs.project?.values[name],
		user: inputs.user?.values[name],
		default: undefined,
	}[source];
	return isBlank(text) ? undefined : text;
}

/** Where a setting is written, for sentences. */
export function placeOf(facts: DoctorFacts, name: SettingName, source: Source): string {
	const { variable } = SETTINGS[name];
	if (source === 'environment') return `${variable} in the environment`;
	if (source === 'dotenv') return `${variable} in ${facts.dotenv.path}`;
	if (source === 'project') return `${name} in ${facts.projectFile.path}`;
	return source === 'user' ? `${name} in ${facts.userFile.path}` : `the default of ${name}`;
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** How a setting is taken out of where it was given. */
export function removal(facts: DoctorFacts, name: SettingName, source: Source): string {
	const { variable } = SETTINGS[name];
	if (source === 'environment') return `unset ${variable}`;
	if (source === 'dotenv') return `remove the line ${variable}=… from ${facts.dotenv.path}`;
	if (source === 'project') return `murmur8 telemetry-config unset ${kebab(name)}`;
	return `remove "${name}" from ${facts.userFile.path}`;
}

/** How a setting is given a new value where it stands. */
export function replacement(facts: DoctorFacts, name: SettingName, source: Source, value: string): string {
	const { variable } = SETTINGS[name];
	if (source === 'environment') return `export ${variable}=${value}`;
	if (source === 'dotenv') return `write ${variable}=${value} into ${facts.dotenv.path}`;
	if (source === 'user') return `set "${name}" to "${value}" in ${facts.userFile.path}`;
	return `murmur8 telemetry-config set ${kebab(name)} ${value}`;
}

export interface DotenvLine {
	/** From 1. */
	readonly number: number;
	/** What stands behind the `=`, as written. */
	readonly raw: string;
}

/** The line of `.env` that sets a variable; the last one counts. */
export function dotenvLine({ dotenv }: DoctorFacts, variable: string): DotenvLine | undefined {
	const assignment = new RegExp(`^\\s*(?:export\\s+)?${variable}\\s*=(.*)$`);
	const lines = dotenv.text.split(/\r?\n/).map((line) => assignment.exec(line)?.[1]);
	const index = lines.findLastIndex((raw) => raw !== undefined);
	return index < 0 ? undefined : { number: index + 1, raw: (lines[index] ?? '').trim() };
}

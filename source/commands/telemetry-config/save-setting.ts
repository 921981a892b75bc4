import type { Project } from '../../adapters/paths.ts';
import { SETTINGS, type SettingDefinition, type SettingName } from '../../core/settings/definitions.ts';
import { type Context, UserError } from '../spec.ts';
import { loadSettings } from '../workplace.ts';
import { noteChange } from './note-change.ts';
import { inDotenv, writeSetting } from './write-setting.ts';

/** @throws UserError where the setting does not take this text */
export function checkValue(name: SettingName, text: string, requireHttps: boolean): void {
	const definition: SettingDefinition<unknown> = SETTINGS[name];
	const parsed = definition.parse(text, { requireHttps });
	if (parsed.kind === 'problem') throw new UserError(`${name} ${parsed.message}`, 'Nothing was changed.');
}

/**
 * Saves one setting where it is kept, and notes the change. What is given has been checked.
 * @param value undefined takes it out
 * @returns what the user must know where the saved value does not hold
 * @throws UserError where it can't be written
 */
export function saveSetting(
	project: Project,
	name: SettingName,
	value: string | undefined,
	context: Context,
): string | undefined {
	const silent = { ...context.environment, [SETTINGS[name].variable]: undefined };
	const [before, savedBefore] = [loadSettings(project, context.environment), loadSettings(project, silent)];
	writeSetting(project, name, value);
	const after = loadSettings(project, context.environment);
	noteChange(
		project,
		[name],
		{ before, after },
		{ before: savedBefore, after: loadSettings(project, silent) },
		context,
	);
	const { sources } = after;
	if (sources[name] === 'environment') return `saved, but ${SETTINGS[name].variable} in the environment wins`;
	return value !== undefined && sources[name] !== (inDotenv(name) ? 'dotenv' : 'project')
		? 'saved; it does nothing until this project is trusted: murmur8 telemetry-config trust'
		: undefined;
}

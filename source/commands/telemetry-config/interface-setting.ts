import { readSettingsText } from '../../adapters/files.ts';
import { userSettingsPath } from '../../adapters/settings-files.ts';
import {
	INTERFACE_SECTION,
	INTERFACE_SETTINGS,
	type InterfaceName,
	shownInterface,
	spokenVariable,
} from '../../core/interface-settings.ts';
import { isJsonObject } from '../../core/json.ts';
import { toPrintableLine } from '../../core/text.ts';
import { savedInterface } from '../screen/saved.ts';
import { type Context, UserError } from '../spec.ts';
import { changeUserFile } from './user-file.ts';

/** How a setting of the screens holds here. */
export const getInterface = (name: InterfaceName, { environment }: Context): string =>
	shownInterface(name, environment, savedInterface(environment));

/**
 * Saves one setting of the screens in the user's own file; whatever else is in it stays.
 * @param text undefined takes it out
 * @returns what the user must know where the saved value does not hold
 * @throws UserError where the setting does not take this text, or the file can't be changed
 */
export function saveInterface(
	name: InterfaceName,
	text: string | undefined,
	{ environment }: Context,
): string | undefined {
	const { parse, accepts } = INTERFACE_SETTINGS[name];
	const value = text === undefined ? undefined : parse(text);
	if (text !== undefined && value === undefined) {
		const shown = JSON.stringify(toPrintableLine(text, 60));
		throw new UserError(`${name} is ${shown}, but must be one of: ${accepts}`, 'Nothing was changed.');
	}
	// Nothing to take out: nothing is made.
	if (value === undefined && readSettingsText(userSettingsPath(environment)).kind === 'missing') return undefined;
	changeUserFile(environment, ({ [INTERFACE_SECTION]: section, ...others }) => {
		const { [name]: _old, ...rest } = isJsonObject(section) ? section : {};
		const kept = value === undefined ? rest : { ...rest, [name]: value };
		return Object.keys(kept).length === 0 ? others : { ...others, [INTERFACE_SECTION]: kept };
	});
	const spoken = spokenVariable(name, environment);
	return spoken && `saved, but ${spoken.variable} in the environment wins`;
}

import { closest } from '../../core/closest.ts';
import { INTERFACE_NAMES, INTERFACE_SETTINGS, type InterfaceName } from '../../core/interface-settings.ts';
import { SETTINGS, type SettingName } from '../../core/settings/definitions.ts';
import { toPrintableLine } from '../../core/text.ts';
import { UserError } from '../spec.ts';

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A setting of what is sent, or of how the program shows itself. */
export type OptionName = SettingName | InterfaceName;

const DEFINITIONS = { ...SETTINGS, ...INTERFACE_SETTINGS };
const NAMES = Object.keys(DEFINITIONS) as OptionName[];

export const isInterfaceName = (name: OptionName): name is InterfaceName =>
	(INTERFACE_NAMES as readonly OptionName[]).includes(name);

/** Settings as people type them: `timeout-ms`. */
export const SETTING_OPTIONS: readonly string[] = NAMES.map(kebab);

/** What each of them is, for help: one line a setting. */
export const SETTING_LINES: readonly string[] = NAMES.map((name) => {
	const { meaning, accepts } = DEFINITIONS[name];
	return `  ${kebab(name).padEnd(Math.max(...SETTING_OPTIONS.map(({ length }) => length)))}  ${meaning} (${accepts})`;
});

/** The setting that a typed word means, in either spelling. */
export function fromOption(word: string): OptionName {
	const found = NAMES.find((name) => name === word || kebab(name) === word);
	if (found) return found;
	const near = closest(word, SETTING_OPTIONS);
	throw new UserError(
		`unknown setting ${JSON.stringify(toPrintableLine(word, 40))}${near ? ` (did you mean ${near}?)` : ''}`,
		`One of: ${SETTING_OPTIONS.join(', ')}`,
	);
}

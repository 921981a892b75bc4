import type { Environment } from '../../adapters/environment.ts';
import { readSettingsText } from '../../adapters/files.ts';
import { userSettingsPath } from '../../adapters/settings-files.ts';
import {
	INTERFACE_SECTION,
	type InterfaceSettings,
	NO_INTERFACE_SETTINGS,
	readInterfaceSection,
} from '../../core/interface-settings.ts';
import { UserError } from '../spec.ts';

function sectionOf(path: string): unknown {
	const found = readSettingsText(path);
	if (found.kind !== 'text') return undefined;
	try {
		return (JSON.parse(found.text) as Readonly<Record<string, unknown>> | null)?.[INTERFACE_SECTION];
	} catch {
		// A file that is broken as a whole is told of where it matters: it holds back what is sent.
		return undefined;
	}
}

/** How the user wants the program to look, by the user's own file. @throws UserError where that can't be read */
export function savedInterface(environment: Environment): InterfaceSettings {
	const section = sectionOf(userSettingsPath(environment));
	if (section === undefined) return NO_INTERFACE_SETTINGS;
	const { settings, problems } = readInterfaceSection(section);
	if (problems[0] === undefined) return settings;
	throw new UserError(
		`"${INTERFACE_SECTION}" in the user settings file: ${problems[0]}`,
		'Mend it by murmur8 telemetry-config set or unset; its place: murmur8 telemetry-config path',
	);
}

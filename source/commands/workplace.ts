import { type Environment, homeFolder, readDotenv } from '../adapters/environment.ts';
import { type Project, resolveProject } from '../adapters/paths.ts';
import { readSettingsFiles } from '../adapters/settings-files.ts';
import type { SenderSettings } from '../core/settings/delivery-mode.ts';
import { type ResolvedSettings, resolveSettings, type SettingInputs } from '../core/settings/resolve.ts';
import type { Context, Flags } from './spec.ts';

declare const MURMUR8_VERSION: string;
/** Replaced by the build; sources run unbuilt (tests) have no release. */
export const VERSION = typeof MURMUR8_VERSION === 'string' ? MURMUR8_VERSION : '0.0.0-source';
export const USER_AGENT = `murmur8/${VERSION}`;
export const RECORDER = `murmur8-cli/${VERSION}`;

export function findProject(context: Pick<Context, 'cwd' | 'environment'>): Project {
	return resolveProject(context.cwd, homeFolder(context.environment));
}

const asText = (flag: string | boolean | undefined) => (typeof flag === 'string' ? flag : undefined);

/** Every text that settings are made from, unparsed. */
export function readSettingInputs(project: Project, environment: Environment, flags: Flags = {}): SettingInputs {
	const { variables, isUnreadable } = readDotenv(project.dotenvPath);
	return {
		flags: Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, asText(flag)])),
		environment,
		dotenv: variables,
		isDotenvUnreadable: isUnreadable,
		...readSettingsFiles(project, environment),
	};
}

/** The one loader of settings: every command gets them here. */
export function loadSettings(project: Project, environment: Environment, flags: Flags = {}): ResolvedSettings {
	return resolveSettings(readSettingInputs(project, environment, flags));
}

/** What a sender needs, once delivery is known to be active. */
export function senderSettings({ values }: ResolvedSettings, url: string): SenderSettings {
	const { key, audience, wire, timeoutMs, maxBytes } = values;
	return { url, key, audience, wire, timeoutMs, maxBytes };
}

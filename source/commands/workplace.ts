import { type Environment, homeFolder, readDotenv } from '../adapters/environment.ts';
import { type Project, resolveProject } from '../adapters/paths.ts';
import { readSettingsFiles } from '../adapters/settings-files.ts';
import type { SenderSettings } from '../core/settings/delivery-mode.ts';
import { type ResolvedSettings, resolveSettings, type SettingInputs } from '../core/settings/resolve.ts';
import { toPrintableLine } from '../core/text.ts';
import type { Context, Flags } from './spec.ts';

declare const MURMUR8_VERSION: string;
/** Replaced by the build; sources run unbuilt (tests) have no release. */
export const VERSION = typeof MURMUR8_VERSION === 'string' ? MURMUR8_VERSION : '0.0.0-source';
export const USER_AGENT = `murmur8/${VERSION}`;
export const RECORDER = `murmur8-cli/${VERSION}`;

export function findProject(context: Pick<Context, 'cwd' | 'environment' | 'projectFolder' | 'configPath'>): Project {
	const { cwd, environment, projectFolder = cwd, configPath } = context;
	return { ...resolveProject(projectFolder, homeFolder(environment)), settingsPath: configPath };
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

const EXIT_CONFIGURATION = 2;

/**
 * Says on stderr what is wrong with the settings; a view has printed them before, as far as they hold.
 * @returns the exit code
 */
export function reportProblems({ problems }: ResolvedSettings, context: Pick<Context, 'warn'>): number {
	for (const { message } of problems) context.warn(`murmur8: ${toPrintableLine(message, 400)}`);
	if (problems.length === 0) return 0;
	context.warn('  Nothing is sent until this is mended; see: murmur8 doctor');
	return EXIT_CONFIGURATION;
}

/** What a sender needs, once delivery is known to be active. */
export function senderSettings({ values }: ResolvedSettings, url: string): SenderSettings {
	const { key, audience, wire, timeoutMs, maxBytes } = values;
	return { url, key, audience, wire, timeoutMs, maxBytes };
}

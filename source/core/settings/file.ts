import { SETTINGS, type SettingName } from './definitions.ts';
import { readModuleMap } from './module-map.ts';

/** Settings that a file holds, as text for the same parsers that read flags and variables. */
export interface SettingsFile {
	readonly values: Readonly<Record<string, string>>;
	/** What makes the file unusable, in words; the file's own content is not repeated. */
	readonly problems: readonly string[];
}

export const EMPTY_SETTINGS_FILE: SettingsFile = { values: {}, problems: [] };

/** Settings that may stand in `telemetry-config.json`: all but the key, which lives in `.env` or the environment. */
const FILE_SETTINGS = (Object.keys(SETTINGS) as SettingName[]).filter((name) => !SETTINGS[name].isSecret);

const isScalar = (value: unknown): value is string | number | boolean =>
	['string', 'number', 'boolean'].includes(typeof value);

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Parts of a file that are no settings: what is wrong with each, in words. */
const SECTIONS: Readonly<Record<string, (value: unknown) => readonly string[]>> = {
	// Whoever sanitises reads it: its patterns are work.
	sanitize: () => [],
	modules: (value) => readModuleMap(value).problems,
};

/**
 * Reads a settings file. Fails closed: one key that is not a setting, or a value of the wrong kind, is a problem of the
 * whole file, never a default.
 * @param others keys that stand beside the settings and are read by somebody else
 */
export function readSettingsFile(text: string, fileName: string, others: readonly string[] = []): SettingsFile {
	const value = parse(text);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return { values: {}, problems: [`${fileName} is not a JSON object`] };
	}
	const values: Record<string, string> = {};
	const problems: string[] = [];
	for (const [name, given] of Object.entries(value)) {
		if (others.includes(name)) continue;
		const section = Object.hasOwn(SECTIONS, name) ? SECTIONS[name] : undefined;
		if (section) problems.push(...section(given).map((problem) => `${fileName}: ${problem}`));
		else if (name === 'key') problems.push(`${fileName} holds a key; put it into .env as MURMUR8_TELEMETRY_KEY`);
		else if (!(FILE_SETTINGS as readonly string[]).includes(name)) {
			problems.push(`${fileName} has ${JSON.stringify(name.slice(0, 40))}; settings are: ${FILE_SETTINGS.join(', ')}`);
		} else if (SETTINGS[name as SettingName].isJson) values[name] = JSON.stringify(given);
		else if (!isScalar(given)) problems.push(`${fileName}: ${name} must be a text, a number or true/false`);
		else values[name] = String(given);
	}
	return { values, problems };
}

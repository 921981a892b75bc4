import { isJsonObject } from '../core/json.ts';
import { SETTINGS, type SettingName } from '../core/settings/definitions.ts';
import { type ResolvedSettings, resolveSettings } from '../core/settings/resolve.ts';

/** What a `TelemetryConfig` may set; its queue is a path of the caller's and read where it is used. */
const NAMES = [
	'url',
	'key',
	'audience',
	'artifacts',
	'wire',
	'timeoutMs',
	'maxBytes',
] as const satisfies readonly SettingName[];

/**
 * Reads a config that a caller gave with the parsers of every other place. `DO_NOT_TRACK` is an `off` here too.
 * @param config of any type: JavaScript callers pass what they like
 */
export function resolveConfig(config: unknown): ResolvedSettings {
	const given = isJsonObject(config) ? config : {};
	const texts = NAMES.flatMap((name) => {
		const value = given[name];
		return value === undefined || value === null ? [] : [[SETTINGS[name].variable, String(value)] as const];
	});
	const { DO_NOT_TRACK } = process.env;
	return resolveSettings({ flags: {}, environment: { ...Object.fromEntries(texts), DO_NOT_TRACK }, dotenv: {} });
}

import type { Audience } from '../privacy/audience.ts';
import { isPermitted } from '../privacy/field.ts';
import { SETTINGS, type SettingName } from '../settings/definitions.ts';
import type { ResolvedSettings } from '../settings/resolve.ts';
import { shownSetting } from '../settings/shown.ts';

export interface ServedSetting {
	/** As it holds; null where it is not set. */
	readonly value: string | null;
	/** Where it was given: operator data. */
	readonly from?: string;
}

/** Settings as somebody else may see them, each by the class of what it tells. */
export interface ServedConfig {
	readonly settings: Readonly<Record<string, ServedSetting>>;
	/** Release of this program: operator data. */
	readonly version?: string;
	/** What is wrong with the settings: operator data. */
	readonly problems?: readonly string[];
}

/** A secret is none of it, not even masked: nobody else needs to know what it ends with. */
export function serveConfig(resolved: ResolvedSettings, version: string, audience: Audience): ServedConfig {
	const { values, sources, problems } = resolved;
	const isOperator = isPermitted({ class: 'operator' }, audience);
	const names = (Object.keys(SETTINGS) as SettingName[]).filter(
		(name) => SETTINGS[name].isSecret !== true && isPermitted(SETTINGS[name], audience),
	);
	const settings = names.map((name): readonly [string, ServedSetting] => {
		const value = shownSetting(name, values) ?? null;
		return [name, { value, ...(isOperator ? { from: sources[name] } : {}) }];
	});
	const own = isOperator ? { version, problems: problems.map(({ message }) => message) } : {};
	return { settings: Object.fromEntries(settings), ...own };
}

import { SETTINGS, type SettingName } from '../settings/definitions.ts';
import { EMPTY_SETTINGS_FILE } from '../settings/file.ts';
import type { SettingInputs } from '../settings/resolve.ts';

/** Changes that are not saved: setting → its text, or undefined where it is to be taken out of its file. */
export type Draft = ReadonlyMap<SettingName, string | undefined>;

export const NO_DRAFT: Draft = new Map();

type Texts = Readonly<Record<string, string | undefined>>;

/** Where a setting is kept: endpoint and key stay out of what is committed. */
const isKeptInDotenv = (name: SettingName): boolean => name === 'url' || name === 'key';

function without<T>(texts: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
	const { [name]: _gone, ...rest } = texts;
	return rest;
}

/** The inputs as they would be once the draft is saved, so that everything can be shown before it is. */
export function withDraft(inputs: SettingInputs, draft: Draft): SettingInputs {
	let dotenv: Texts = inputs.dotenv;
	let { values } = inputs.project ?? EMPTY_SETTINGS_FILE;
	for (const [name, text] of draft) {
		const { variable } = SETTINGS[name];
		if (isKeptInDotenv(name)) dotenv = { ...dotenv, [variable]: text };
		else values = text === undefined ? without(values, name) : { ...values, [name]: text };
	}
	return { ...inputs, dotenv, project: { ...(inputs.project ?? EMPTY_SETTINGS_FILE), values } };
}

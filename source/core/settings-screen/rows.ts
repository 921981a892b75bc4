import { maskKey } from '../endpoint.ts';
import { AUDIENCES } from '../privacy/audience.ts';
import { SETTINGS, type SettingName } from '../settings/definitions.ts';
import type { ResolvedSettings, Source } from '../settings/resolve.ts';
import { shownSetting, shownText } from '../settings/shown.ts';
import { toTerminalText } from '../terminal-text.ts';
import type { Draft } from './draft.ts';

export const SECTIONS = ['Endpoint', 'Audience', 'Sinks', 'Delivery'] as const;
export type Section = (typeof SECTIONS)[number];

/** One setting as the screen shows it. */
export interface SettingRow {
	readonly name: SettingName;
	readonly section: Section;
	readonly label: string;
	/** Its value, a key masked; undefined where there is none. */
	readonly shown: string | undefined;
	/** The same as it is without the draft. */
	readonly saved: string | undefined;
	/** What an editor begins with; a key is only ever written anew. */
	readonly text: string;
	readonly source: Source;
	/** The variable that outvotes what is saved here. */
	readonly lockedBy: string | undefined;
	/** It does nothing until the project is trusted on this machine. */
	readonly isInert: boolean;
	/** Changed and not saved. */
	readonly isDirty: boolean;
	readonly problem: string | undefined;
	readonly choices: readonly string[] | undefined;
	readonly isSecret: boolean;
	readonly meaning: string;
	readonly accepts: string;
}

const LONGEST_TEXT = 2_000;

interface Place {
	readonly section: Section;
	readonly label: string;
	readonly choices?: readonly string[];
}

/** Every setting has its place on the screen; one without does not compile. */
const PLACES: Readonly<Record<SettingName, Place>> = {
	url: { section: 'Endpoint', label: 'URL' },
	key: { section: 'Endpoint', label: 'Key' },
	wire: { section: 'Endpoint', label: 'Wire', choices: ['flat', 'envelope'] },
	requireHttps: { section: 'Endpoint', label: 'HTTPS only', choices: ['true', 'false'] },
	audience: { section: 'Audience', label: 'Audience', choices: AUDIENCES },
	artifacts: { section: 'Audience', label: 'Artifacts', choices: ['on', 'off'] },
	sinks: { section: 'Sinks', label: 'Sinks' },
	sampling: { section: 'Sinks', label: 'Sampling' },
	timeoutMs: { section: 'Delivery', label: 'Timeout ms' },
	ciWaitMs: { section: 'Delivery', label: 'Wait in CI ms' },
	maxBytes: { section: 'Delivery', label: 'Largest body' },
	queuePath: { section: 'Delivery', label: 'Queue file' },
};

/** A setting as it would be typed. */
function textOf(name: SettingName, { values }: ResolvedSettings): string | undefined {
	if (name === 'url') return values.url?.url;
	if (name === 'sinks') return values.sinks.length === 0 ? '' : JSON.stringify(values.sinks);
	const value = values[name];
	return value === undefined ? undefined : String(value);
}

/** A setting as its owner may see it. */
function shownOf(name: SettingName, { values }: ResolvedSettings): string | undefined {
	if (name === 'sinks') return values.sinks.length === 0 ? undefined : values.sinks.map(({ kind }) => kind).join(', ');
	const shown = shownSetting(name, values);
	return shown === undefined ? undefined : toTerminalText(shown, LONGEST_TEXT);
}

const typedText = (text: string, isSecret: boolean) => (isSecret ? maskKey(text) : toTerminalText(text, LONGEST_TEXT));

/**
 * The settings by section, as they would hold once the draft is saved.
 * @param settings resolved with the draft in them
 * @param saved resolved without it
 */
export function settingRows(settings: ResolvedSettings, draft: Draft, saved: ResolvedSettings): readonly SettingRow[] {
	return (Object.keys(PLACES) as SettingName[]).map((name): SettingRow => {
		const { section, label, choices } = PLACES[name];
		const { variable, meaning, accepts, isSecret = false } = SETTINGS[name];
		const source = settings.sources[name];
		const drafted = draft.get(name);
		const problem = settings.problems.find((each) => each.name === name)?.message;
		// A text that can't be read has no value; what was typed is what is shown.
		const isUnread = problem !== undefined && drafted !== undefined;
		const isInert = settings.inert.includes(name);
		// What waits for trust does not hold; without choices beside it, what was typed is seen nowhere else.
		const waiting = isInert && !choices && drafted !== undefined ? shownText(name, drafted) : undefined;
		return {
			name,
			section,
			label,
			shown: isUnread
				? typedText(drafted, isSecret)
				: waiting === undefined
					? shownOf(name, settings)
					: toTerminalText(waiting, LONGEST_TEXT),
			saved: shownOf(name, saved),
			text: isSecret ? '' : (drafted ?? textOf(name, settings) ?? ''),
			source,
			lockedBy: source === 'environment' ? variable : undefined,
			isInert,
			isDirty: draft.has(name),
			problem,
			choices,
			isSecret,
			meaning,
			accepts,
		};
	});
}

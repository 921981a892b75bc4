import { readSwitch } from './interface-choice.ts';
import { isJsonObject } from './json.ts';
import { toPrintableLine } from './text.ts';
import { parseThemeName, THEME_NAMES, type ThemeName } from './theme-names.ts';

/** How a person wants the program to show itself; says nothing of what is sent. Undefined: what suits the terminal. */
export interface InterfaceSettings {
	readonly theme: ThemeName | undefined;
	readonly tui: boolean | undefined;
	readonly title: boolean | undefined;
	readonly screenReader: boolean | undefined;
}

export type InterfaceName = keyof InterfaceSettings;

interface InterfaceDefinition<T> {
	readonly meaning: string;
	readonly accepts: string;
	/** What holds where nothing is said. */
	readonly otherwise: string;
	/** The variables that say the same: of several, the first that is set. */
	readonly variables: readonly string[];
	readonly flag?: string;
	readonly parse: (text: string) => T | undefined;
}

const SWITCH = { accepts: 'on, off', parse: readSwitch };

/** Kept in the user's own file alone: what is committed has no say in how somebody's terminal looks. */
export const INTERFACE_SETTINGS: { readonly [Name in InterfaceName]: InterfaceDefinition<InterfaceSettings[Name]> } = {
	theme: {
		meaning: 'colours of the screens',
		accepts: THEME_NAMES.join(', '),
		otherwise: 'automatic',
		variables: ['MURMUR8_THEME'],
		flag: '--theme',
		parse: parseThemeName,
	},
	tui: {
		...SWITCH,
		meaning: 'whether commands with a screen draw it in a terminal',
		otherwise: 'automatic',
		variables: ['MURMUR8_TUI'],
		flag: '--tui, --plain',
	},
	title: {
		...SWITCH,
		meaning: 'whether a screen sets the title and the progress of its window',
		otherwise: 'on',
		variables: ['MURMUR8_TITLE'],
	},
	screenReader: {
		...SWITCH,
		meaning: 'text for a screen reader: no screen, sentences in watch',
		otherwise: 'off',
		// Our own, Ink's, and the one that several terminal programs share.
		variables: ['MURMUR8_SCREEN_READER', 'INK_SCREEN_READER', 'ACCESSIBLE'],
		flag: '--screen-reader',
	},
};

export const INTERFACE_NAMES = Object.keys(INTERFACE_SETTINGS) as InterfaceName[];

/** The part of the user's file that these stand in. */
export const INTERFACE_SECTION = 'interface';

export const NO_INTERFACE_SETTINGS: InterfaceSettings = {
	theme: undefined,
	tui: undefined,
	title: undefined,
	screenReader: undefined,
};

export interface InterfaceReading {
	readonly settings: InterfaceSettings;
	/** What is wrong and what to write instead. */
	readonly problems: readonly string[];
}

/** Reads that section, whatever its shape. Fails closed: what is no setting, or no value of one, is a problem. */
export function readInterfaceSection(section: unknown): InterfaceReading {
	if (section === undefined) return { settings: NO_INTERFACE_SETTINGS, problems: [] };
	if (!isJsonObject(section)) return { settings: NO_INTERFACE_SETTINGS, problems: ['it is no JSON object'] };
	const problems: string[] = [];
	const found: Record<string, unknown> = {};
	for (const [name, given] of Object.entries(section)) {
		const definition = INTERFACE_NAMES.includes(name as InterfaceName) && INTERFACE_SETTINGS[name as InterfaceName];
		const shown = toPrintableLine(JSON.stringify(definition ? given : name), 60);
		if (!definition) problems.push(`${shown} is no setting of it; settings are: ${INTERFACE_NAMES.join(', ')}`);
		else {
			found[name] = definition.parse(String(given));
			if (found[name] === undefined) problems.push(`${name} is ${shown}, but must be one of: ${definition.accepts}`);
		}
	}
	return { settings: { ...NO_INTERFACE_SETTINGS, ...found }, problems };
}

type Variables = Readonly<Record<string, string | undefined>>;

const isGiven = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

/** The variable that speaks for a setting, and what it says; undefined where none does. */
export function spokenVariable(
	name: InterfaceName,
	environment: Variables,
): { readonly variable: string; readonly text: string } | undefined {
	for (const variable of INTERFACE_SETTINGS[name].variables) {
		const text = environment[variable];
		if (isGiven(text)) return { variable, text };
	}
	return undefined;
}

/** By variable, else by setting. Whoever sets such a variable at all wants it, but for the words that say no. */
export function wantsScreenReader(environment: Variables, saved: InterfaceSettings): boolean {
	const spoken = spokenVariable('screenReader', environment);
	return (spoken ? readSwitch(spoken.text) !== false : saved.screenReader) ?? false;
}

/** Whether a screen may set the title of its window. */
export const wantsTitle = (environment: Variables, saved: InterfaceSettings): boolean =>
	readSwitch(spokenVariable('title', environment)?.text) ?? saved.title ?? true;

/** A setting as it holds, in the words that it is given in. */
export function shownInterface(name: InterfaceName, environment: Variables, saved: InterfaceSettings): string {
	const { parse, otherwise } = INTERFACE_SETTINGS[name];
	const spoken = spokenVariable(name, environment);
	const value = (spoken && parse(spoken.text)) ?? saved[name];
	if (value === undefined) return otherwise;
	return typeof value === 'boolean' ? (value ? 'on' : 'off') : value;
}

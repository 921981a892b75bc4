import { detectCi, type Environment } from '../../adapters/environment.ts';
import { hasColours } from '../../adapters/terminal.ts';
import { chooseInterface } from '../../core/interface-choice.ts';
import { type InterfaceSettings, wantsScreenReader } from '../../core/interface-settings.ts';
import { toPrintableLine } from '../../core/text.ts';
import { parseThemeName, THEME_NAMES } from '../../core/theme-names.ts';
import { chooseTheme } from '../../ui/theme/choose.ts';
import type { Theme } from '../../ui/theme/themes.ts';
import { type Context, type Flags, textFlag, UserError } from '../spec.ts';
import { savedInterface } from './saved.ts';

const THEME_VARIABLE = 'MURMUR8_THEME';

function themeName(flags: Flags, environment: Environment) {
	const flag = textFlag(flags, 'theme');
	const given = flag ?? environment[THEME_VARIABLE]?.trim();
	if (given === undefined || given === '') return undefined;
	const name = parseThemeName(given);
	if (name !== undefined) return name;
	const source = flag === undefined ? THEME_VARIABLE : '--theme';
	throw new UserError(
		`${source} is ${JSON.stringify(toPrintableLine(given, 60))}, but must be one of: ${THEME_NAMES.join(', ')}`,
		'Leave it out for what suits the terminal.',
	);
}

function themeOf(flags: Flags, environment: Environment, saved: InterfaceSettings): Theme {
	const { LC_ALL, LC_CTYPE, LANG, TERM, COLORFGBG } = environment;
	return chooseTheme({
		hasColours: hasColours(environment, true),
		name: themeName(flags, environment) ?? saved.theme,
		isAscii: flags['ascii'] === true,
		locale: [LC_ALL, LC_CTYPE, LANG].find((given) => given !== undefined && given !== ''),
		terminalType: TERM,
		colourPair: COLORFGBG,
	});
}

/** How a screen is to look; undefined: what is wanted is text. */
export function chooseScreen(flags: Flags, context: Context, wantsResult: boolean): Theme | undefined {
	const { environment } = context;
	if (flags['tui'] && flags['plain'])
		throw new UserError('--tui and --plain exclude each other', 'Leave one of them out');
	const saved = savedInterface(environment);
	const theme = themeOf(flags, environment, saved);
	const choice = chooseInterface({
		isInputTerminal: process.stdin.isTTY === true,
		isOutputTerminal: process.stdout.isTTY === true,
		flag: flags['tui'] ? true : flags['plain'] ? false : undefined,
		wantsResult,
		isScreenReader: wantsScreenReader(environment, saved),
		variable: environment['MURMUR8_TUI'],
		setting: saved.tui,
		isCi: detectCi(environment) !== undefined,
		terminalType: environment['TERM'],
	});
	if (choice.kind === 'screen') return theme;
	if (choice.obstacle !== undefined) context.warn(`murmur8: no screen can be drawn here: ${choice.obstacle}`);
	return undefined;
}

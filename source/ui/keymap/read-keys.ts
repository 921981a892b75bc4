import { graphemesOf } from '../../core/graphemes.ts';

/** What Ink tells of a key beside its characters; only what is true is looked at. */
export type KeyFlags = Readonly<Record<string, unknown>>;

const SPECIAL: readonly (readonly [flag: string, name: string])[] = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['delete', 'delete'],
	['backspace', 'backspace'],
	['return', 'enter'],
	['escape', 'escape'],
];

const CONTROLS: ReadonlyMap<string, string> = new Map([
	['\r', 'enter'],
	['\n', 'enter'],
	['\t', 'tab'],
	['\u001B', 'escape'],
	['\u007F', 'backspace'],
	['\b', 'backspace'],
	[' ', 'space'],
]);

const LAST_CONTROL = 26;
const BEFORE_A = 96;

/** The name of one character that was typed. */
function nameOf(character: string): string {
	const known = CONTROLS.get(character);
	if (known !== undefined) return known;
	const code = character.codePointAt(0) ?? 0;
	return code >= 1 && code <= LAST_CONTROL ? `ctrl+${String.fromCharCode(BEFORE_A + code)}` : character;
}

/**
 * The keys of one report of Ink's. Whoever types fast sends several at once (`jjj`, `/abc⏎`): they are taken apart by
 * what people see as characters, control characters each on their own.
 */
export function readKeys(input: string, flags: KeyFlags): readonly string[] {
	if (flags['tab']) return [flags['shift'] ? 'shift+tab' : 'tab'];
	const special = SPECIAL.find(([flag]) => flags[flag]);
	if (special) return [special[1]];
	if (flags['ctrl']) return [input === ' ' ? 'space' : `ctrl+${input.toLowerCase()}`];
	if (flags['meta']) return [`alt+${input}`];
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are keys here
	const parts = input.split(/([\u0000-\u001F\u007F])/).filter((part) => part !== '');
	return parts.flatMap((part) => [...graphemesOf(part)].map(({ segment }) => nameOf(segment)));
}

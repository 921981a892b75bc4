import type { Theme } from '../../theme/themes.ts';
import type { AnsiColour, Span, Style } from '../../theme/tokens.ts';

/** Parameters of SGR for text in a colour; behind it they are 10 more. */
const COLOURS: Readonly<Record<AnsiColour, number>> = {
	black: 30,
	red: 31,
	green: 32,
	yellow: 33,
	blue: 34,
	magenta: 35,
	cyan: 36,
	white: 37,
	gray: 90,
	yellowBright: 93,
	blueBright: 94,
	cyanBright: 96,
	whiteBright: 97,
};
const GROUND = 10;

/** What is switched on, and what switches it off again. */
type Code = readonly [on: number, off: number];

const FOREGROUND_OFF = 39;
const GROUND_OFF = 49;
const INTENSITY_OFF = 22;
const INVERSE_OFF = 27;

function listCodes({ colour, ground, isBold, isDim, isInverse }: Style): readonly Code[] {
	return [
		...(colour === undefined ? [] : [[COLOURS[colour], FOREGROUND_OFF] as const]),
		...(ground === undefined ? [] : [[COLOURS[ground] + GROUND, GROUND_OFF] as const]),
		...(isBold || isDim ? [[isBold ? 1 : 2, INTENSITY_OFF] as const] : []),
		...(isInverse ? [[7, INVERSE_OFF] as const] : []),
	];
}

const known = new WeakMap<Style, readonly Code[]>();

function codesOf(style: Style): readonly Code[] {
	const codes = known.get(style) ?? listCodes(style);
	known.set(style, codes);
	return codes;
}

const sgr = (parameter: number) => `\u001B[${parameter}m`;

interface Change {
	readonly text: string;
	/** What is on afterwards. */
	readonly on: readonly Code[];
}

const states = new Map<string, readonly Code[]>();

/** One list for the same codes in the same order. */
function interned(codes: readonly Code[]): readonly Code[] {
	const key = codes.join(' ');
	const known = states.get(key) ?? codes;
	states.set(key, known);
	return known;
}

/**
 * From what is on to a look: first off what it has not, the last first, then on what is new. Of two codes that the same
 * one ends the later replaces the earlier, but bold and dim are on together.
 */
function makeChange(on: readonly Code[], look: readonly Code[]): Change {
	const isIn = ([start]: Code, codes: readonly Code[]) => codes.some(([other]) => other === start);
	const ended = on.filter((code) =>
		code[1] === INTENSITY_OFF ? !isIn(code, look) : !look.some(([, off]) => off === code[1]),
	);
	const begun = look.filter((code) => !isIn(code, on));
	return {
		text: [...ended.toReversed().map(([, off]) => off), ...begun.map(([start]) => start)].map(sgr).join(''),
		on: interned([...on.filter((code) => isIn(code, look)), ...begun]),
	};
}

const changes = new WeakMap<readonly Code[], WeakMap<readonly Code[], Change>>();

/** `makeChange`, each once: a screen has a dozen looks, and changes between them thousands of times. */
function change(on: readonly Code[], look: readonly Code[]): Change {
	const known = changes.get(on) ?? new WeakMap<readonly Code[], Change>();
	changes.set(on, known);
	const made = known.get(look) ?? makeChange(on, look);
	known.set(look, made);
	return made;
}

const NOTHING: readonly Code[] = [];

/**
 * A line as the terminal takes it. One text a line: an element for each piece of it would cost ten times as much to
 * draw, for every key. It says what it says in the fewest codes, in the order in which Ink would write them: what Ink
 * takes apart and puts together again is then the same text, which it knows already.
 */
export function ansiLine(spans: readonly Span[], { styles }: Theme): string {
	let line = '';
	let on = NOTHING;
	for (const { text, token } of spans) {
		if (text === '') continue;
		const look = token === undefined ? NOTHING : codesOf(styles[token]);
		if (look === on) line += text;
		else {
			const changed = change(on, look);
			line += changed.text + text;
			on = changed.on;
		}
	}
	return line + change(on, NOTHING).text;
}

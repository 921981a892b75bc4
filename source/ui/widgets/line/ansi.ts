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

const sgr = (parameter: number) => `\u001B[${parameter}m`;

/** What switches a look on, and what switches it off again. */
function codesOf({ colour, ground, isBold, isDim, isInverse }: Style): readonly [on: string, off: string] {
	const pairs: readonly (readonly [on: number, off: number])[] = [
		...(colour === undefined ? [] : [[COLOURS[colour], 39] as const]),
		...(ground === undefined ? [] : [[COLOURS[ground] + GROUND, 49] as const]),
		...(isBold || isDim ? [[isBold ? 1 : 2, 22] as const] : []),
		...(isInverse ? [[7, 27] as const] : []),
	];
	return [pairs.map(([on]) => sgr(on)).join(''), pairs.map(([, off]) => sgr(off)).join('')];
}

/**
 * A line as the terminal takes it. One text a line: an element for each piece of it would cost ten times as much to
 * draw, for every key.
 */
export function ansiLine(spans: readonly Span[], { styles }: Theme): string {
	let line = '';
	let off = '';
	let look: Style | undefined;
	for (const { text, token } of spans) {
		const style = token === undefined ? undefined : styles[token];
		if (style !== look) {
			const [on, nextOff] = style === undefined ? ['', ''] : codesOf(style);
			line += off + on;
			off = nextOff;
			look = style;
		}
		line += text;
	}
	return line + off;
}

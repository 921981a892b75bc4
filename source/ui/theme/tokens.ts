/** What a piece of text means; a theme says how that looks. */
export const TOKENS = [
	'text',
	'quiet',
	'title',
	'accent',
	'good',
	'bad',
	'warn',
	'busy',
	'border',
	'borderActive',
	'selected',
	'cursor',
	'key',
	'brand',
] as const;

export type Token = (typeof TOKENS)[number];

/** The 16 colours that every terminal has and every user has chosen; `gray` is bright black. */
export type AnsiColour =
	| 'black'
	| 'red'
	| 'green'
	| 'yellow'
	| 'blue'
	| 'magenta'
	| 'cyan'
	| 'white'
	| 'gray'
	| 'blueBright'
	| 'cyanBright'
	| 'yellowBright'
	| 'whiteBright';

export interface Style {
	readonly colour?: AnsiColour;
	/** Behind the text. */
	readonly ground?: AnsiColour;
	readonly isBold?: true;
	readonly isDim?: true;
	readonly isInverse?: true;
}

/** A piece of a line, already safe to print. */
export interface Span {
	readonly text: string;
	readonly token?: Token;
}

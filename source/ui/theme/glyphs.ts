/** The characters that screens are drawn with. Every one of them is one column wide in every terminal. */
export interface Glyphs {
	readonly topLeft: string;
	readonly topRight: string;
	readonly bottomLeft: string;
	readonly bottomRight: string;
	readonly horizontal: string;
	readonly vertical: string;
	readonly pointer: string;
	readonly mark: string;
	readonly good: string;
	readonly bad: string;
	readonly warn: string;
	readonly busy: string;
	readonly idle: string;
	readonly chosen: string;
	readonly ellipsis: string;
	readonly dot: string;
	readonly sortedUp: string;
	readonly sortedDown: string;
	readonly cursor: string;
	readonly bullet: string;
	readonly bar: string;
	readonly track: string;
	readonly thumb: string;
	readonly dash: string;
	readonly times: string;
	readonly minus: string;
	/** From lowest to highest. */
	readonly levels: readonly string[];
	/** How keys are called in the footer. */
	readonly keys: Readonly<Record<string, string>>;
}

export const UNICODE_GLYPHS: Glyphs = {
	topLeft: '╭',
	topRight: '╮',
	bottomLeft: '╰',
	bottomRight: '╯',
	horizontal: '─',
	vertical: '│',
	pointer: '▸',
	mark: '●',
	good: '✓',
	bad: '✗',
	warn: '!',
	busy: '▶',
	idle: '·',
	chosen: '●',
	ellipsis: '…',
	dot: '·',
	sortedUp: '▲',
	sortedDown: '▼',
	cursor: '█',
	bullet: '•',
	bar: '█',
	track: '·',
	thumb: '┃',
	dash: '–',
	times: '×',
	minus: '−',
	levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
	keys: { up: '↑', down: '↓', left: '←', right: '→', enter: '⏎', escape: 'esc', tab: '⇥' },
};

export const ASCII_GLYPHS: Glyphs = {
	topLeft: '+',
	topRight: '+',
	bottomLeft: '+',
	bottomRight: '+',
	horizontal: '-',
	vertical: '|',
	pointer: '>',
	mark: '*',
	good: '+',
	bad: 'x',
	warn: '!',
	busy: '>',
	idle: '.',
	chosen: '*',
	ellipsis: '~',
	dot: '-',
	sortedUp: '^',
	sortedDown: 'v',
	cursor: '_',
	bullet: '*',
	bar: '#',
	track: '.',
	thumb: '#',
	dash: '-',
	times: 'x',
	minus: '-',
	levels: ['_', '.', '-', '=', '+', '*', '%', '#'],
	keys: { up: 'up', down: 'down', left: 'left', right: 'right', enter: 'enter', escape: 'esc', tab: 'tab' },
};

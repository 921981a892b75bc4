import { graphemesOf } from '../../../core/graphemes.ts';
import { toTerminalText } from '../../../core/terminal-text.ts';

/** A line of text that is being typed. */
export interface TextFieldState {
	/** What people see as characters, each one element. */
	readonly characters: readonly string[];
	/** Before which of them the cursor stands. */
	readonly cursor: number;
}

export type TextFieldAction = 'backspace' | 'delete' | 'left' | 'right' | 'start' | 'end' | 'deleteWord' | 'clear';

const LONGEST = 4_096;

/** What is empty needs no segmenter, which takes longer to make than a screen to draw. */
const split = (text: string): readonly string[] =>
	text === '' ? [] : [...graphemesOf(text)].map(({ segment }) => segment);

export function textField(text = ''): TextFieldState {
	const characters = split(text);
	return { characters, cursor: characters.length };
}

export const fieldText = ({ characters }: TextFieldState): string => characters.join('');

/** Line ends become blanks and control characters go; the blanks at its ends are the user's. */
function clean(text: string): string {
	const cut = text.slice(0, LONGEST);
	const [before] = /^\s*/.exec(cut) ?? [''];
	const after = before.length === cut.length ? 0 : cut.length - cut.trimEnd().length;
	return ' '.repeat(before.length) + toTerminalText(cut, LONGEST) + ' '.repeat(after);
}

/** Puts text in at the cursor. */
export function insertText({ characters, cursor }: TextFieldState, text: string): TextFieldState {
	const before = characters.slice(0, cursor).join('') + clean(text);
	const after = characters.slice(cursor).join('');
	// Joined before they are split again: what is typed may belong to the character before it.
	const all = split(before + after).slice(0, LONGEST);
	return { characters: all, cursor: Math.min(all.length, split(before).length) };
}

/** Where the word before the cursor begins. */
function wordStart({ characters, cursor }: TextFieldState): number {
	let start = cursor;
	while (start > 0 && characters[start - 1] === ' ') start--;
	while (start > 0 && characters[start - 1] !== ' ') start--;
	return start;
}

function without({ characters }: TextFieldState, from: number, until: number): TextFieldState {
	return { characters: [...characters.slice(0, from), ...characters.slice(until)], cursor: from };
}

export function reduceTextField(state: TextFieldState, action: TextFieldAction): TextFieldState {
	const { characters, cursor } = state;
	switch (action) {
		case 'backspace':
			return cursor === 0 ? state : without(state, cursor - 1, cursor);
		case 'delete':
			return without(state, cursor, cursor + 1);
		case 'deleteWord':
			return without(state, wordStart(state), cursor);
		case 'clear':
			return without(state, 0, cursor);
		case 'left':
			return { ...state, cursor: Math.max(0, cursor - 1) };
		case 'right':
			return { ...state, cursor: Math.min(characters.length, cursor + 1) };
		case 'start':
			return { ...state, cursor: 0 };
		case 'end':
			return { ...state, cursor: characters.length };
	}
}

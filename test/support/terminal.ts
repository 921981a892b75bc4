import { onTestFinished } from 'vitest';
import { type ProgramTerminal, startTerminal, type TerminalOptions } from './program-terminal.ts';

export type { ProgramTerminal, TerminalOptions } from './program-terminal.ts';

/** Starts a program in a terminal of its own; it is ended with the test. */
export function openTerminal(options: TerminalOptions): ProgramTerminal {
	const terminal = startTerminal(options);
	onTestFinished(terminal.close);
	return terminal;
}

/** Keys by name, as terminals send them. */
const KEYS = {
	up: '\u001B[A',
	down: '\u001B[B',
	right: '\u001B[C',
	left: '\u001B[D',
	enter: '\r',
	escape: '\u001B',
	tab: '\t',
	'shift+tab': '\u001B[Z',
	backspace: '\u007F',
	delete: '\u001B[3~',
	pageup: '\u001B[5~',
	pagedown: '\u001B[6~',
	home: '\u001B[H',
	end: '\u001B[F',
	space: ' ',
} as const;

/** What a terminal sends for a key of the keymap. */
export function bytesOf(key: string): string {
	if (key in KEYS) return KEYS[key as keyof typeof KEYS];
	const control = /^ctrl\+([a-z])$/.exec(key)?.[1];
	if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) - 96);
	return key.startsWith('alt+') ? `\u001B${key.slice(4)}` : key;
}

export const paste = (text: string): string => `\u001B[200~${text}\u001B[201~`;

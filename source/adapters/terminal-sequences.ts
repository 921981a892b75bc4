const ESC = '\u001B';
const BEL = '\u0007';

/** What a terminal is told, by what it means. */
export const ENTER_ALTERNATE = `${ESC}[?1049h`;
export const LEAVE_ALTERNATE = `${ESC}[?1049l`;
export const HIDE_CURSOR = `${ESC}[?25l`;
export const SHOW_CURSOR = `${ESC}[?25h`;
export const WRAP_OFF = `${ESC}[?7l`;
export const WRAP_ON = `${ESC}[?7h`;
export const PASTE_BRACKETS_ON = `${ESC}[?2004h`;
export const PASTE_BRACKETS_OFF = `${ESC}[?2004l`;
/** What comes until the end of it the terminal shows as a whole. */
export const BEGIN_SYNCHRONIZED = `${ESC}[?2026h`;
export const END_SYNCHRONIZED = `${ESC}[?2026l`;
export const RESET_STYLE = `${ESC}[0m`;
export const CLEAR = `${ESC}[2J${ESC}[H`;
/** The title that was there is kept by the terminal itself (xterm's stack of titles; others ignore it). */
export const SAVE_TITLE = `${ESC}[22;2t`;
export const RESTORE_TITLE = `${ESC}[23;2t`;
export const NO_PROGRESS = `${ESC}]9;4;0${BEL}`;

export const titleSequence = (title: string): string => `${ESC}]2;${title}${BEL}`;

/** OSC 9;4, as ConEmu, Windows Terminal, Ghostty and others have it. */
export const progressSequence = (share: number): string =>
	`${ESC}]9;4;1;${Math.round(Math.min(1, Math.max(0, share)) * 100)}${BEL}`;

/** OSC 52: sets the clipboard, over ssh too. */
export const clipboardSequence = (text: string): string => `${ESC}]52;c;${Buffer.from(text).toString('base64')}${BEL}`;

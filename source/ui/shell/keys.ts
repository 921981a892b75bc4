import { findAction, type KeyContext, type Keymap } from '../keymap/keymap.ts';

export type ShellAction = 'quit' | 'interrupt' | 'suspend' | 'help' | 'freeze' | 'closeHelp' | 'helpDown' | 'helpUp';

/** Keys that no screen and no text field takes away. */
const ALWAYS: KeyContext<ShellAction> = {
	title: 'Always',
	isTyping: true,
	bindings: [
		{ keys: ['ctrl+c'], action: 'interrupt', label: 'stop', meaning: 'leave at once, exit code 130' },
		{ keys: ['ctrl+z'], action: 'suspend', label: 'suspend', meaning: 'suspend; fg brings it back' },
	],
};

/** Keys of every screen, where nothing is being typed. */
const EVERYWHERE: KeyContext<ShellAction> = {
	title: 'Everywhere',
	isTyping: false,
	bindings: [
		{ keys: ['?'], action: 'help', label: 'help', meaning: 'this help', footer: 91 },
		{ keys: ['space'], action: 'freeze', label: 'freeze', meaning: 'hold the screen still; again: go on', footer: 92 },
		{ keys: ['q'], action: 'quit', label: 'quit', meaning: 'leave', footer: 90 },
	],
};

const HELP: KeyContext<ShellAction> = {
	title: 'Help',
	isTyping: false,
	bindings: [
		{ keys: ['down', 'j'], action: 'helpDown', label: 'scroll', meaning: 'down', footer: 1, shown: ['up', 'down'] },
		{ keys: ['up', 'k'], action: 'helpUp', label: 'up', meaning: 'up' },
		{ keys: ['escape', '?', 'q', 'enter'], action: 'closeHelp', label: 'close', meaning: 'close', footer: 2 },
	],
};

export const SHELL_KEYMAP = {
	always: ALWAYS,
	everywhere: EVERYWHERE,
	help: HELP,
} as const satisfies Keymap<ShellAction>;

/** The contexts whose keys hold now, the first that knows a key has it. */
export function activeContexts(own: KeyContext, isHelpOpen: boolean): readonly KeyContext[] {
	if (isHelpOpen) return [HELP, ALWAYS];
	return own.isTyping ? [ALWAYS, own] : [own, EVERYWHERE, ALWAYS];
}

/** What the shell does at a key, where the screen's own context does not have it. */
export function findShellAction(own: KeyContext, isHelpOpen: boolean, key: string): ShellAction | undefined {
	const found = findAction<ShellAction>(ALWAYS, key);
	if (found !== undefined || (own.isTyping && !isHelpOpen)) return found;
	if (isHelpOpen) return findAction<ShellAction>(HELP, key);
	return findAction(own, key) === undefined ? findAction<ShellAction>(EVERYWHERE, key) : undefined;
}

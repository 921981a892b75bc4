import type { Binding } from '../../keymap/keymap.ts';
import type { TextFieldAction } from './state.ts';

/** Editing a line, as shells have it. */
export const TEXT_FIELD_BINDINGS: readonly Binding<TextFieldAction>[] = [
	{ keys: ['backspace'], action: 'backspace', label: 'delete', meaning: 'delete the character before the cursor' },
	{ keys: ['delete', 'ctrl+d'], action: 'delete', label: 'delete', meaning: 'delete the character at the cursor' },
	{ keys: ['left', 'ctrl+b'], action: 'left', label: 'left', meaning: 'one to the left' },
	{ keys: ['right', 'ctrl+f'], action: 'right', label: 'right', meaning: 'one to the right' },
	{ keys: ['home', 'ctrl+a'], action: 'start', label: 'start', meaning: 'to the start' },
	{ keys: ['end', 'ctrl+e'], action: 'end', label: 'end', meaning: 'to the end' },
	{ keys: ['ctrl+w', 'alt+\u007F'], action: 'deleteWord', label: 'word', meaning: 'delete the word before the cursor' },
	{ keys: ['ctrl+u'], action: 'clear', label: 'clear', meaning: 'delete all before the cursor' },
];

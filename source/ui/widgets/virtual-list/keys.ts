import type { Binding } from '../../keymap/keymap.ts';
import type { ListAction } from './state.ts';

/** Moving in a list: arrows, vim's keys and pages. */
export const LIST_BINDINGS: readonly Binding<ListAction>[] = [
	{ keys: ['down', 'j'], action: 'down', label: 'move', meaning: 'one down', footer: 1, shown: ['up', 'down'] },
	{ keys: ['up', 'k'], action: 'up', label: 'up', meaning: 'one up' },
	{ keys: ['pagedown', 'ctrl+f'], action: 'pageDown', label: 'page', meaning: 'a page down' },
	{ keys: ['pageup', 'ctrl+b'], action: 'pageUp', label: 'page', meaning: 'a page up' },
	{ keys: ['ctrl+d'], action: 'halfDown', label: 'half', meaning: 'half a page down' },
	{ keys: ['ctrl+u'], action: 'halfUp', label: 'half', meaning: 'half a page up' },
	{ keys: ['home', 'g'], action: 'first', label: 'first', meaning: 'to the first' },
	{ keys: ['end', 'G'], action: 'last', label: 'last', meaning: 'to the last' },
];

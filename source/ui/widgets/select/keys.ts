import type { Binding } from '../../keymap/keymap.ts';
import type { SelectAction } from './state.ts';

export const SELECT_BINDINGS: readonly Binding<SelectAction>[] = [
	{ keys: ['down', 'j'], action: 'down', label: 'move', meaning: 'one down', footer: 1, shown: ['up', 'down'] },
	{ keys: ['up', 'k'], action: 'up', label: 'up', meaning: 'one up' },
	{ keys: ['space', 'x'], action: 'toggle', label: 'toggle', meaning: 'choose it, or not', footer: 2 },
];

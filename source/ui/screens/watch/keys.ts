import type { Binding, Keymap } from '../../keymap/keymap.ts';
import { SCROLL_BINDINGS } from '../../widgets/scroll/keys.ts';
import { TEXT_FIELD_BINDINGS } from '../../widgets/text-field/keys.ts';
import { LIST_BINDINGS } from '../../widgets/virtual-list/keys.ts';
import type { WatchAction } from './model.ts';

const PANE_BINDINGS: readonly Binding<WatchAction>[] = [
	{ keys: ['1'], action: 'now', label: 'now', meaning: 'the runs in progress' },
	{ keys: ['2'], action: 'runs', label: 'runs', meaning: 'the finished runs' },
	{ keys: ['3'], action: 'failures', label: 'failures', meaning: 'the failures' },
	{ keys: ['4'], action: 'delivery', label: 'delivery', meaning: 'what became of events' },
	{ keys: ['tab', 'right', 'l'], action: 'nextPane', label: 'pane', meaning: 'to the next pane', footer: 7 },
	{ keys: ['shift+tab', 'left', 'h'], action: 'previousPane', label: 'pane', meaning: 'to the pane before' },
];

const FAILURE_BINDINGS: readonly Binding<WatchAction>[] = [
	{ keys: ['n'], action: 'nextFailure', label: 'next failure', meaning: 'to the next failed run', footer: 6 },
	{ keys: ['N'], action: 'previousFailure', label: 'failure before', meaning: 'to the failed run before' },
];

const COMMON: readonly Binding<WatchAction>[] = [
	{
		keys: ['y'],
		action: 'copy',
		label: 'copy',
		meaning: 'copy the id of the run, or the reason, to the clipboard',
		footer: 8,
	},
	{ keys: ['r'], action: 'refresh', label: 'refresh', meaning: 'read everything again', footer: 9 },
];

/** The keys of the watch screen; the shell adds its own. */
export const WATCH_KEYMAP: Keymap<WatchAction> = {
	panes: {
		title: 'Watch',
		isTyping: false,
		bindings: [
			...LIST_BINDINGS,
			{
				keys: ['enter'],
				action: 'open',
				label: 'details',
				meaning: 'details of the run; of a failure, the newest run with it',
				footer: 2,
			},
			{
				keys: ['/'],
				action: 'filter',
				label: 'filter',
				meaning: 'words, slug: status: stage: run:, ! for not',
				footer: 3,
			},
			{ keys: ['s'], action: 'sort', label: 'sort', meaning: 'sort the runs by the next column', footer: 4 },
			{ keys: ['S'], action: 'reverse', label: 'reverse', meaning: 'sort the other way round' },
			{
				keys: ['w'],
				action: 'window',
				label: 'window',
				meaning: 'look further back: 1h, 24h, 7d, 30d, all',
				footer: 5,
			},
			...FAILURE_BINDINGS,
			{ keys: ['escape'], action: 'close', label: 'clear', meaning: 'take the filter away, and the window back' },
			...PANE_BINDINGS,
			...COMMON,
		],
	},
	filter: {
		title: 'Filter',
		isTyping: true,
		bindings: [
			{ keys: ['enter'], action: 'apply', label: 'keep', meaning: 'keep the filter and go on', footer: 1 },
			{ keys: ['escape'], action: 'cancel', label: 'clear', meaning: 'take the filter away', footer: 2 },
			...(TEXT_FIELD_BINDINGS as readonly Binding<WatchAction>[]),
		],
	},
	details: {
		title: 'Details of a run',
		isTyping: false,
		bindings: [
			...SCROLL_BINDINGS,
			{
				keys: ['escape', 'backspace', 'enter'],
				action: 'close',
				label: 'back',
				meaning: 'back to the panes',
				footer: 2,
			},
			...FAILURE_BINDINGS,
			...COMMON,
		],
	},
};

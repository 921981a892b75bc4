import type { Keymap } from '../../keymap/keymap.ts';
import { SCROLL_BINDINGS } from '../../widgets/scroll/keys.ts';
import { TEXT_FIELD_BINDINGS } from '../../widgets/text-field/keys.ts';
import type { TextFieldAction } from '../../widgets/text-field/state.ts';
import { LIST_BINDINGS } from '../../widgets/virtual-list/keys.ts';
import type { ListAction } from '../../widgets/virtual-list/state.ts';

export type ConfigAction =
	| ListAction
	| TextFieldAction
	| 'edit'
	| 'less'
	| 'more'
	| 'save'
	| 'undo'
	| 'unset'
	| 'test'
	| 'retry'
	| 'drop'
	| 'showBytes'
	| 'showAudiences'
	| 'refresh'
	| 'copyText'
	| 'accept'
	| 'cancel';

/** The keys of the settings screen, by what is going on. */
export const CONFIG_KEYMAP: Keymap<ConfigAction> = {
	list: {
		title: 'Settings',
		isTyping: false,
		bindings: [
			...LIST_BINDINGS,
			{ keys: ['enter'], action: 'edit', label: 'edit', meaning: 'edit the setting, or show the event', footer: 2 },
			{ keys: ['right', 'l'], action: 'more', label: 'next', meaning: 'the next choice' },
			{ keys: ['left', 'h'], action: 'less', label: 'last', meaning: 'the choice before' },
			{ keys: ['s'], action: 'save', label: 'save', meaning: 'show what changed, then save it', footer: 3 },
			{ keys: ['u'], action: 'undo', label: 'undo', meaning: 'take back all that is not saved', footer: 6 },
			{ keys: ['x'], action: 'unset', label: 'unset', meaning: 'take the setting out of its file' },
			{
				keys: ['t'],
				action: 'test',
				label: 'test',
				meaning: 'send a test event with what the screen shows',
				footer: 4,
			},
			{
				keys: ['r'],
				action: 'retry',
				label: 'retry',
				meaning: 'deliver the event now; a rejected one is queued again',
				footer: 7,
			},
			{ keys: ['d'], action: 'drop', label: 'drop', meaning: 'drop the event for good', footer: 8 },
			{ keys: ['v'], action: 'showBytes', label: 'bytes', meaning: 'what would leave, as it would leave', footer: 5 },
			{
				keys: ['a'],
				action: 'showAudiences',
				label: 'audiences',
				meaning: 'what each audience gets, side by side',
				footer: 9,
			},
			{ keys: ['y'], action: 'copyText', label: 'copy', meaning: 'copy the value, or the id of the event' },
			{ keys: ['escape'], action: 'cancel', label: 'close', meaning: 'close a notice' },
			{ keys: ['R'], action: 'refresh', label: 'refresh', meaning: 'read everything again' },
		],
	},
	edit: {
		title: 'Editing',
		isTyping: true,
		bindings: [
			{
				keys: ['enter'],
				action: 'accept',
				label: 'keep',
				meaning: 'keep what was typed; it is not saved yet',
				footer: 1,
			},
			{ keys: ['escape'], action: 'cancel', label: 'cancel', meaning: 'leave it as it was', footer: 2 },
			...TEXT_FIELD_BINDINGS,
		],
	},
	question: {
		title: 'Question',
		isTyping: false,
		bindings: [
			{ keys: ['enter', 'y'], action: 'accept', label: 'yes', meaning: 'do it', footer: 1 },
			{ keys: ['escape', 'n', 'q'], action: 'cancel', label: 'no', meaning: 'do not', footer: 2 },
		],
	},
	text: {
		title: 'Reading',
		isTyping: false,
		bindings: [
			...SCROLL_BINDINGS,
			{
				keys: ['escape', 'q', 'v', 'a', 'enter'],
				action: 'cancel',
				label: 'back',
				meaning: 'back to the settings',
				footer: 2,
			},
			{ keys: ['y'], action: 'copyText', label: 'copy', meaning: 'copy all of it', footer: 3 },
		],
	},
};

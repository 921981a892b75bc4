import type { Screen } from '../../source/ui/screen.ts';
import { span } from '../../source/ui/widgets/line/spans.ts';
import { Panel } from '../../source/ui/widgets/panel/view.tsx';
import { LIST_BINDINGS } from '../../source/ui/widgets/virtual-list/keys.ts';
import { LIST_START, type ListAction, type ListState, reduceList } from '../../source/ui/widgets/virtual-list/state.ts';

export interface SampleState {
	readonly list: ListState;
	readonly typed: string | undefined;
	readonly rows: readonly string[];
	readonly height: number;
}

type SampleAction = ListAction | 'type' | 'leave' | 'say' | 'ask' | 'fail';

const INITIAL: SampleState = { list: LIST_START, typed: undefined, rows: ['one', 'two', 'three'], height: 3 };
export const sampleState = (more: Partial<SampleState> = {}): SampleState => ({ ...INITIAL, ...more });

/** A list, a field and an intent: the least screen that has everything the shell deals with. */
export const SAMPLE_SCREEN: Screen<SampleState, SampleAction, readonly string[], { readonly ask: string }> = {
	name: 'sample',
	keymap: {
		list: {
			title: 'List',
			isTyping: false,
			bindings: [
				...LIST_BINDINGS,
				{ keys: ['/'], action: 'type', label: 'type', meaning: 'type something', footer: 2 },
				{ keys: ['y'], action: 'say', label: 'say', meaning: 'say something', footer: 3 },
				{ keys: ['a'], action: 'ask', label: 'ask', meaning: 'ask for something', footer: 4 },
				{ keys: ['X'], action: 'fail', label: 'fail', meaning: 'fail' },
			],
		},
		field: {
			title: 'Field',
			isTyping: true,
			bindings: [{ keys: ['escape'], action: 'leave', label: 'leave', meaning: 'leave it', footer: 1 }],
		},
	},
	context: ({ typed }) => (typed === undefined ? 'list' : 'field'),
	reduce: (state, input) => {
		if (input.kind === 'text') return { state: { ...state, typed: (state.typed ?? '') + input.text } };
		if (input.kind === 'event') return { state: { ...state, rows: input.event } };
		if (input.kind === 'resize') return { state: { ...state, height: input.size.rows } };
		switch (input.action) {
			case 'type':
				return { state: { ...state, typed: '' } };
			case 'leave':
				return { state: { ...state, typed: undefined } };
			case 'say':
				return {
					state,
					effects: [
						{ kind: 'notice', text: 'said', tone: 'good' },
						{ kind: 'copy', text: 'x', what: 'x' },
					],
				};
			case 'ask':
				return { state, effects: [{ kind: 'intent', intent: { ask: 'it' } }] };
			case 'fail':
				throw new Error('a fault of the screen');
			default:
				return { state: { ...state, list: reduceList(state.list, input.action, state.rows.length, state.height) } };
		}
	},
	view: ({ state, size, theme }) => (
		<Panel
			title={[span('Sample', 'title')]}
			size={size}
			theme={theme}
			lines={[
				[span(`typed: ${state.typed ?? '-'}`)],
				...state.rows.map((row, index) => [span(index === state.list.selected ? `> ${row}` : `  ${row}`)]),
			]}
		/>
	),
	header: () => ({ left: [span('acme-notes')], right: [span('3 rows')] }),
	isRunning: () => false,
	summary: ({ rows }) => `${rows.length} rows`,
};

/** A choice of several, or of one, from a short list. */
export interface SelectState {
	readonly selected: number;
	/** Names of the options that are chosen. */
	readonly chosen: ReadonlySet<string>;
}

export type SelectAction = 'up' | 'down' | 'toggle' | 'choose';

/** Round and round: the list is short. */
export function reduceSelect(state: SelectState, action: SelectAction, options: readonly string[]): SelectState {
	const { selected, chosen } = state;
	const name = options[selected];
	if (name === undefined) return state;
	switch (action) {
		case 'up':
			return { ...state, selected: (selected + options.length - 1) % options.length };
		case 'down':
			return { ...state, selected: (selected + 1) % options.length };
		case 'choose':
			return { ...state, chosen: new Set([name]) };
		case 'toggle':
			return {
				...state,
				chosen: chosen.has(name) ? new Set([...chosen].filter((one) => one !== name)) : new Set([...chosen, name]),
			};
	}
}

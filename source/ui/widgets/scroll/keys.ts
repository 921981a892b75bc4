import { LIST_BINDINGS } from '../virtual-list/keys.ts';

/** The keys of a list, where what moves is the text. */
export const SCROLL_BINDINGS = LIST_BINDINGS.map((binding) =>
	binding.footer === undefined ? binding : { ...binding, label: 'scroll' },
);

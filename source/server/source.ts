import type { ServedView } from '../core/api/view.ts';

/** What was seen last, and whether something newer can't be read right now. */
export interface Served {
	readonly view: ServedView;
	readonly isStale: boolean;
}

/** Where a server has what it shows. */
export interface ViewSource {
	/** As things stand. @throws Unavailable where nothing could be read yet */
	readonly current: () => Served;
	/** What was seen last, without looking. */
	readonly last: () => ServedView | undefined;
	/** Calls back after everything that can be seen to have changed, until `close`. */
	readonly follow: (onChange: (view: ServedView, before: ServedView | undefined) => void) => void;
	readonly close: () => void;
}

/** Nothing can be shown right now; trying again may help. */
export class Unavailable extends Error {}

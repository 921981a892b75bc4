import type { FlagSpec } from './spec.ts';

/** Apart from what carries it out: command tables are loaded at every start. */
export const DEMO_FLAG: FlagSpec = {
	type: 'boolean',
	summary: 'of demonstration data, which says so; nothing of the project is shown or changed',
};

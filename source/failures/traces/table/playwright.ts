import type { LineRule } from '../rule.ts';

/** Playwright, which numbers its failures as Mocha does. */
export const PLAYWRIGHT: readonly LineRule[] = [
	{
		name: 'playwright-retry',
		language: 'javascript',
		role: 'again',
		triggers: [],
		read: (text) => (/^Retry #\d{1,3} (?:\(.{1,200}\) )?─{3,}$/.test(text) ? {} : undefined),
		examples: [['Retry #1 ───────', {}]],
	},
	{
		name: 'playwright-excerpt',
		language: 'javascript',
		role: 'filler',
		triggers: [],
		// Over an excerpt of another file; a call has a column.
		read: (text) => (/^at [^\s/(:][^\s(:]{0,300}\.[cm]?[jt]sx?:\d+$/.test(text) ? {} : undefined),
		examples: [['at cart.ts:1', {}]],
		counterExamples: ['at cart.ts:1:2', 'at /x/cart.ts:1'],
	},
];

import fc from 'fast-check';
import { SEEDED } from './seed.ts';
import type { ProgramTerminal } from './terminal.ts';

export interface TerminalSize {
	readonly columns: number;
	readonly rows: number;
}

const anySize = fc.record({ columns: fc.integer({ min: 38, max: 150 }), rows: fc.integer({ min: 7, max: 45 }) });

/** Sizes of terminals, the same on every machine; some are too small to draw in. */
export const randomSizes = (count: number): readonly TerminalSize[] =>
	fc.sample(anySize, { ...SEEDED, numRuns: count });

/**
 * What the screen must show after whatever was done to it: what a fresh process shows at that size.
 * @throws where the two never become equal
 */
export async function expectSameAsFresh(worn: ProgramTerminal, fresh: ProgramTerminal): Promise<void> {
	const wanted = await fresh.settled();
	await worn.waitFor((seen) => seen === wanted);
	// Equal in passing is not equal.
	if ((await worn.settled()) !== wanted) throw new Error(`wanted\n${wanted}\nbut it became\n${worn.text()}`);
}

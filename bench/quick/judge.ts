/** One measurement: milliseconds of the processor, and of the reference right beside it. */
export interface Pair {
	readonly own: number;
	readonly reference: number;
}

/** A row's ratio, as the baseline has it. */
export type Ratios = Readonly<Record<string, number>>;

/** More than this above its baseline is a regression. */
const TOLERANCE = 1.25;

/**
 * The best of each side: whatever disturbs a measurement makes it longer, so that the shortest is the nearest to what
 * the work costs, however busy the machine is.
 */
export function bestRatio(pairs: readonly Pair[]): number {
	return Math.min(...pairs.map(({ own }) => own)) / Math.min(...pairs.map(({ reference }) => reference));
}

export interface Regression {
	readonly id: string;
	readonly ratio: number;
	readonly baseline: number;
}

/** Rows that are further above their baseline than the tolerance; a row without one has nothing to be compared with. */
export function regressionsOf(measured: Ratios, baseline: Ratios): readonly Regression[] {
	return Object.entries(measured).flatMap(([id, ratio]) => {
		const known = baseline[id];
		return known !== undefined && !(ratio <= known * TOLERANCE) ? [{ id, ratio, baseline: known }] : [];
	});
}

/** What somebody who has to do something about it is told. */
export function explainRegressions(
	regressions: readonly Regression[],
	names: Readonly<Record<string, string>>,
): string {
	const lines = regressions.map(({ id, ratio, baseline }) => {
		const more = Math.round((ratio / baseline - 1) * 100);
		return `  ${id}: ${names[id] ?? id} is ${ratio.toFixed(2)} × its reference, ${more} % above ${baseline.toFixed(2)} ×`;
	});
	return [
		`${regressions.length === 1 ? 'One row is' : `${regressions.length} rows are`} more than 25 % slower than bench/baseline.json has it:`,
		...lines,
		'Profile it:   node --cpu-prof dist/murmur8.mjs … (bench/rows.ts and bench/quick/rows.ts say what is measured)',
		`Only these:   npm run bench -- --quick --only ${regressions.map(({ id }) => id).join(',')}`,
		'If it is worth its time, take it over and say why in the commit:   npm run bench -- --quick --accept',
	].join('\n');
}

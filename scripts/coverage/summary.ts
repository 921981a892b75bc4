import { type Coverage, coveredLines, type FileCoverage } from './file-coverage.ts';
import { LEAST_OVERALL, mustBeComplete } from './rules.ts';

interface Ratio {
	readonly covered: number;
	readonly total: number;
}

interface Ratios {
	readonly lines: Ratio;
	readonly branches: Ratio;
	readonly functions: Ratio;
}

const ratioOf = (hits: readonly boolean[]): Ratio => ({ covered: hits.filter(Boolean).length, total: hits.length });

function ratiosOf(files: readonly FileCoverage[]): Ratios {
	return {
		lines: ratioOf(files.flatMap((file) => [...coveredLines(file).values()])),
		branches: ratioOf(files.flatMap(({ b }) => Object.values(b).flatMap((counts) => counts.map((n) => n > 0)))),
		functions: ratioOf(files.flatMap(({ f }) => Object.values(f).map((n) => n > 0))),
	};
}

export const percentOf = ({ covered, total }: Ratio): number => (total === 0 ? 100 : (covered / total) * 100);
/** Rounded down: 99.99 % is not 100 %. */
export const showPercent = (ratio: Ratio): string => `${(Math.floor(percentOf(ratio) * 10) / 10).toFixed(1)} %`;

const showRatios = (ratios: Ratios): string =>
	Object.entries(ratios)
		.map(([name, ratio]: [string, Ratio]) => `${name} ${showPercent(ratio)}`)
		.join(', ');

/** The lines on which something was not executed. */
function gapsOf(file: FileCoverage): readonly number[] {
	const { fnMap, branchMap, f, b } = file;
	const lines = [...coveredLines(file)].filter(([, isCovered]) => !isCovered).map(([line]) => line);
	const functions = Object.entries(fnMap).flatMap(([id, { loc }]) => (f[id] ? [] : [loc.start.line ?? 0]));
	const branches = Object.entries(branchMap).flatMap(([id, { loc, locations }]) =>
		locations.flatMap(({ start }, index) => (b[id]?.[index] ? [] : [start.line ?? loc.start.line ?? 0])),
	);
	return [...new Set([...lines, ...functions, ...branches])].sort((one, other) => one - other);
}

export interface Summary {
	readonly text: string;
	readonly isEnough: boolean;
}

/** The figures of the whole, and every file that must be complete and is not. */
export function summarise(coverage: Coverage): Summary {
	const overall = ratiosOf([...coverage.values()]);
	const complete = [...coverage].filter(([path]) => mustBeComplete(path));
	const lacking = complete.filter(([, file]) => Object.values(ratiosOf([file])).some((each) => percentOf(each) < 100));
	const lines = [
		`all of source: ${showRatios(overall)} (lines at least ${LEAST_OVERALL} %)`,
		`settings, projection and validation: ${showRatios(ratiosOf(complete.map(([, file]) => file)))} (100 % each)`,
		...lacking.map(
			([path, file]) => `  ${path}: ${showRatios(ratiosOf([file]))}; see lines ${gapsOf(file).join(', ')}`,
		),
	];
	return { text: lines.join('\n'), isEnough: lacking.length === 0 && percentOf(overall.lines) >= LEAST_OVERALL };
}

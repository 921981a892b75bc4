import { resolve, sep } from 'node:path';
import { dist } from '../build-files.ts';
import { readExecuted } from './executed.ts';
import { readCoverage, writeCoverage } from './file-coverage.ts';
import { markReached } from './mark.ts';
import { pointsOf } from './points.ts';
import { summarise } from './summary.ts';

const source = resolve(import.meta.dirname, '..', '..', 'source');

/**
 * Adds what the processes of the tests executed to what the test runner measured in itself, stores both together, and
 * says what is covered.
 * @param folder where those processes left their files
 * @returns whether that is enough
 */
export function reportCoverage(folder: string): boolean {
	const coverage = readCoverage();
	const isOurs = (path: string) => path.startsWith(dist + sep) || path.startsWith(source + sep);
	const points = pointsOf(readExecuted(folder, isOurs));
	for (const [path, file] of coverage) markReached(file, points.get(path) ?? []);
	writeCoverage(coverage);
	const { text, isEnough } = summarise(coverage);
	console.log(text);
	return isEnough;
}

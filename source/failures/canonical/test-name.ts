import { canonicalFile } from './file-name.ts';

const UUID = /\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b/g;

/** What runners put between the titles of a test. */
const BETWEEN = / (?:>|›|») |::/;
/** A file, and where the test stands in it. */
const FILE = /\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|php|feature)(?::\d+){0,2}$/;
/** A project or browser. */
const PROJECT = /^\[[^\]]*\]$/;

/** Titles are drawn out with lines to the edge of the terminal. */
const withoutRule = (text: string): string => {
	let end = text.length;
	while (end > 0 && (text[end - 1] === '─' || text[end - 1] === ' ')) end--;
	return text.slice(0, end);
};

/**
 * The titles of a test, without the file they stand in: reporters of one runner put other signs between them, or none,
 * and leave the file out or not. A test's name is written by a person: of the rest only what can't be meant goes.
 */
export function canonicalTest(test: string): string {
	const parts = withoutRule(test)
		.split(BETWEEN)
		.map((part) => part.trim());
	const first = parts.findIndex((part) => !PROJECT.test(part) && !FILE.test(part));
	const titles = first < 0 ? parts.slice(-1).map(canonicalFile) : parts.slice(first);
	return titles
		.join(' ')
		.replace(UUID, '<UUID>')
		.replace(/0x[0-9a-fA-F]{4,}/g, '<HEX>')
		.replace(/\\/g, '/')
		.replace(/\s+/g, ' ')
		.trim();
}

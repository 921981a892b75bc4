import type { Trace } from '../traces/trace.ts';
import { canonicalFile } from './file-name.ts';
import { UUID } from './message.ts';
import { isProjectFrame } from './project-frames.ts';

/** Which test failed, the same whatever reporter wrote it. */
export interface CanonicalTest {
	/** The titles around it and its own, with spaces between them. */
	readonly name: string;
	/** Where it stands, without directory; undefined where nothing tells. */
	readonly file: string | undefined;
}

/** What runners put between the titles of a test. */
const BETWEEN = / (?:>|›|») |::/;
/** A file, and where the test stands in it. */
const FILE = /^\S+\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|php|dart|feature)(?:(?::\d+){1,2})?$/;
const PLACE = /(?::\d+){1,2}$/;
/** What only a file of tests is called: `cart.js` alone is what somebody calls the tests of that file. */
const OF_TESTS = /[\\/]|(?:^|[._-])(?:test|spec|e2e|cy)s?[._-]|\.py$|:\d+$/i;
/** A project or browser. */
const PROJECT = /^\[[^\]]*\]$/;

/** Titles are drawn out with lines to the edge of the terminal. */
const withoutRule = (text: string): string => {
	let end = text.length;
	while (end > 0 && (text[end - 1] === '─' || text[end - 1] === ' ')) end--;
	return text.slice(0, end);
};

/** Where the test stands, as far as its stack tells: the outermost call that is the project's own. */
function fileOf({ frames, language, isPlaced }: Trace): string | undefined {
	if (isPlaced === true) return undefined;
	// Whether more than the place of a panic is known is up to the environment.
	const shown = language === 'rust' ? frames.slice(0, 1) : frames;
	const file = shown.findLast((frame) => isProjectFrame(frame, language))?.file;
	return file === undefined ? undefined : canonicalFile(file);
}

/**
 * Reporters of one runner put other signs between the titles, or none, and begin with the file or not: where they don't,
 * the stack tells it. A test's name is written by a person: of the rest only what can't be meant goes.
 */
export function canonicalTest(test: string, trace: Trace): CanonicalTest {
	const parts = withoutRule(test)
		.split(BETWEEN)
		.map((part) => part.trim());
	const isOfProject = parts.length > 1 && PROJECT.test(parts[0] ?? '');
	const [first = '', ...others] = isOfProject ? parts.slice(1) : parts;
	const isInFile = FILE.test(first) && (others.length === 0 || OF_TESTS.test(first));
	const file = isInFile ? canonicalFile(first.replace(PLACE, '')) : fileOf(trace);
	// Where none of its tests could run, the file stands for them.
	const titles = !isInFile ? [first, ...others] : others.length > 0 ? others : [file];
	const name = titles
		.join(' ')
		.replace(UUID, '<UUID>')
		.replace(/0x[0-9a-fA-F]{4,}/g, '<HEX>')
		.replace(/\\/g, '/')
		.replace(/\s+/g, ' ')
		.trim();
	return { name, file };
}

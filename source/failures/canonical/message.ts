type Step = (text: string) => string;

const replacing =
	(pattern: RegExp, replacement: string): Step =>
	(text) =>
		text.replace(pattern, replacement);

export const UUID = /\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b/g;

/** Text that somebody put between quotes. */
const QUOTES: readonly Step[] = [
	replacing(/"[^"\n]*"/g, '<STR>'),
	// `like this', as older compilers and Ruby quote.
	replacing(/`[^`'\n]*[`']/g, '<STR>'),
	// An apostrophe inside of a word is none.
	replacing(/(?<![\w>])'[^'\n]*'(?!\w)/g, '<STR>'),
	replacing(/[\u201C\u2018\u00AB][^\u201C\u2018\u00AB\u201D\u2019\u00BB\n]*[\u201D\u2019\u00BB]/g, '<STR>'),
];

/** Parts with slashes are a path if it has an ending; `and/or` is none. */
const relativePaths: Step = (text) =>
	text.replace(/(?<![\w.@~/\\-])[\w.@~-]+(?:[\\/][\w.@~<>+-]+)+/g, (path) =>
		/\.\w/.test(path.slice(path.search(/[\\/]/))) ? '<PATH>' : path,
	);

const hexNumbers: Step = (text) =>
	text.replace(/\b[0-9a-f]{7,64}\b/g, (word) => (/\d/.test(word) && /[a-f]/.test(word) ? '<HEX>' : word));

/** What differs from run to run, whoever wrote the message. */
const VALUES: readonly Step[] = [
	// What was numbered by the sanitiser for readers.
	replacing(/<([A-Z]{2,5}):\d{1,9}>/g, '<$1>'),
	replacing(/\b[a-z][a-z+.-]{1,15}:\/\/[^\s"'`<>()]+/g, '<PATH>'),
	replacing(/(?<![\w.])(?:[A-Za-z]:[\\/]|~\/|\.{0,2}\/(?=[\w.@<~]))[^\s"'`:,;()[\]{}|]*/g, '<PATH>'),
	relativePaths,
	replacing(UUID, '<UUID>'),
	replacing(/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?/g, '<TIME>'),
	replacing(/(?<![\w:])\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?![\w:])/g, '<TIME>'),
	replacing(/\b0x[0-9a-fA-F]+/g, '<HEX>'),
	hexNumbers,
	replacing(/(?<=[a-z])@[0-9a-f]{5,16}\b/g, '@<HEX>'),
	replacing(/(?<![\w<.,])[-+]?\d[\d_]*(?:[.,]\d+)*(?:e[+-]?\d+)?(?:ms|s|m|h|px|[kKMG]i?B|B)?(?![\w>])/g, '<NUM>'),
];

/** More lines are what a runner adds: comparisons, excerpts. */
const MOST_LINES = 4;
const MOST_LENGTH = 1_024;

const apply = (text: string, steps: readonly Step[]): string => steps.reduce((result, step) => step(result), text);

/**
 * A message with its values replaced, so that one error is one text: `timed out after 30 ms` and `timed out after 31 ms`
 * are `timed out after <NUM>`.
 * @param areNamesKept whether quoted words are names of the source (a compiler wrote the message): `'foo' is not defined`
 * and `'bar' is not defined` are two errors
 */
export function canonicalMessage(message: string, areNamesKept = false): string {
	const lines = message
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
	const text = lines.slice(0, MOST_LINES).join('\n').slice(0, MOST_LENGTH);
	const unquoted = areNamesKept ? text : apply(text, QUOTES);
	return apply(unquoted, VALUES).replace(/\s+/g, ' ').trim();
}

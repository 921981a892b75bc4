type Step = readonly [pattern: RegExp, replacement: string];

const PATH_PART = String.raw`[^\s"'\`:,;()[\]{}|]`;
const UUID = /\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b/g;

/** Text that somebody put between quotes. */
const QUOTES: readonly Step[] = [
	[/"[^"\n]*"/g, '<STR>'],
	// `like this', as older compilers and Ruby quote.
	[/`[^`'\n]*[`']/g, '<STR>'],
	// An apostrophe inside of a word is none.
	[/(?<![\w>])'[^'\n]*'(?!\w)/g, '<STR>'],
	[/[\u201C\u2018\u00AB][^\u201D\u2019\u00BB\n]*[\u201D\u2019\u00BB]/g, '<STR>'],
];

/** What differs from run to run, whoever wrote the message. */
const VALUES: readonly Step[] = [
	// What was numbered by the sanitiser for readers.
	[/<([A-Z]{2,5}):\d{1,9}>/g, '<$1>'],
	[/\b[a-z][a-z+.-]{1,15}:\/\/[^\s"'`<>()]+/g, '<PATH>'],
	[new RegExp(String.raw`(?<![\w.])(?:[A-Za-z]:[\\/]|~/|\.{0,2}/(?=[\w.@<~]))${PATH_PART}*`, 'g'), '<PATH>'],
	[new RegExp(String.raw`(?<![\w./\\])[\w.@~-]+[\\/](?=${PATH_PART}*\.\w)${PATH_PART}+`, 'g'), '<PATH>'],
	[UUID, '<UUID>'],
	[/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?/g, '<TIME>'],
	[/(?<![\w:])\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?![\w:])/g, '<TIME>'],
	[/\b0x[0-9a-fA-F]+/g, '<HEX>'],
	[/\b(?=[a-f]{0,40}\d)(?=\d{0,40}[a-f])[0-9a-f]{7,64}\b/g, '<HEX>'],
	[/(?<=[a-z])@[0-9a-f]{5,16}\b/g, '@<HEX>'],
	[/(?<![\w<])[-+]?\d[\d_]*(?:[.,]\d+)*(?:e[+-]?\d+)?(?:ms|s|m|h|px|[kKMG]i?B|B)?(?![\w>])/g, '<NUM>'],
];

/** More lines are what a runner adds: comparisons, excerpts. */
const MOST_LINES = 4;
const MOST_LENGTH = 1_024;

const apply = (text: string, steps: readonly Step[]): string =>
	steps.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);

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

/** A test's name is written by a person: only what can't be meant goes. */
export const canonicalTest = (test: string): string =>
	test
		.replace(UUID, '<UUID>')
		.replace(/0x[0-9a-fA-F]{4,}/g, '<HEX>')
		.replace(/\\/g, '/')
		.trim();

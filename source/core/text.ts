const REPLACEMENT = '\uFFFD';
const CONTROL =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters a terminal must not get
	/\u001B\[[0-9;:<=>?]*[ -/]*[@-~]|\u001B[\]PX^_][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[\u0000-\u001F\u007F-\u009F]/g;
/** Zero-width, bidirectional and other characters that move or hide what stands beside them. */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g;

/** Characters that change the direction of what stands beside them. */
const BIDIRECTIONAL = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Unicode that every JSON reader and database takes: no lone surrogates, no NUL. */
export function toStorableText(text: string): string {
	return text.toWellFormed().replaceAll('\0', REPLACEMENT);
}

/**
 * Text of a file, log or server made safe to print on one line of a terminal: control sequences and invisible
 * characters go, line ends and tabs become spaces.
 * @param maxLength in UTF-16 units; what is longer ends in `…`
 */
export function toPrintableLine(text: string, maxLength = 200): string {
	// A hostile megabyte is cut before it is searched.
	const line = text
		.slice(0, maxLength * 8)
		.toWellFormed()
		.replace(/[\r\n\t]+/g, ' ')
		.replace(CONTROL, '')
		.replace(INVISIBLE, '')
		.trim();
	return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).toWellFormed()}…`;
}

/** Foreign text as data that a terminal may show: control sequences go; tabs, line ends and joined emoji stay. */
export function stripControls(text: string): string {
	return toStorableText(text)
		.replace(CONTROL, (found) => (/^[\t\r\n]$/.test(found) ? found : ''))
		.replace(BIDIRECTIONAL, '');
}

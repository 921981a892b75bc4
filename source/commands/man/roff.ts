/** Characters that troff, or a terminal's font for prose, would make something else of. */
const LITERAL: Readonly<Record<string, string>> = {
	'\\': '\\e',
	'-': '\\-',
	"'": '\\(aq',
	'`': '\\(ga',
	'^': '\\(ha',
	'~': '\\(ti',
};
const PROSE: Readonly<Record<string, string>> = { '\\': '\\e', '`': '\\(ga', '^': '\\(ha', '~': '\\(ti' };

/** Characters that troff knows by name, so that it has a stand-in for them on a terminal of ASCII alone. */
const NAMED: Readonly<Record<string, string>> = {
	'…': '...',
	'–': '\\(en',
	'’': '\\(cq',
	'“': '\\(lq',
	'”': '\\(rq',
	'→': '\\(->',
	'·': '\\(pc',
};

/** By its number a character is the same whatever encoding the reader's system believes the page to be in. */
const byNumber = (character: string) =>
	`\\[u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

function escaped(text: string, table: Readonly<Record<string, string>>): string {
	const plain = text.replace(/[\\\-'`^~]/g, (found) => table[found] ?? found);
	return plain.replace(/[^\x20-\x7e]/gu, (found) => NAMED[found] ?? byNumber(found));
}

/** What is typed as it stands: dashes and quotes stay those of the keyboard. */
export const literal = (text: string): string => escaped(text, LITERAL);

export const bold = (text: string): string => `\\fB${literal(text)}\\fR`;

const italic = (text: string): string => `\\fI${literal(text)}\\fR`;

/** A line that begins with a dot or a quote would be a request. */
const guard = (line: string): string => (/^[.']/.test(line) ? `\\&${line}` : line);

const WIDTH = 78;

/** Options and paths: their dashes are no places to break a line at. */
const TYPED = /^[("]?--?[a-z]|[/.]\w/i;

/** A paragraph, filled by the reader's program. */
export function prose(text: string): string {
	const words = text
		.trim()
		.split(/\s+/)
		.map((word) => escaped(word, TYPED.test(word) ? LITERAL : PROSE));
	const lines = [''];
	for (const word of words) {
		const line = lines.at(-1) ?? '';
		if (line !== '' && line.length + word.length >= WIDTH) lines.push(word);
		else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
	}
	return lines.map(guard).join('\n');
}

export const section = (title: string, ...body: readonly string[]): string => [`.SH ${title}`, ...body].join('\n');

export const subsection = (title: string, ...body: readonly string[]): string =>
	[`.SS "${literal(title).replaceAll('"', '\\(dq')}"`, ...body].join('\n');

export const paragraph = (text: string): string => `.PP\n${prose(text)}`;

/** A term and, indented below it, what it means. */
export const item = (term: string, text: string): string => `.TP\n${guard(term)}\n${prose(text)}`;

/** A command line as it is typed, and what it does. */
export const example = (line: string, meaning: string): string =>
	`.PP\n.RS 4\n.nf\n${guard(literal(line))}\n.fi\n.RE\n.RS 8\n${prose(meaning)}\n.RE`;

/** `<slug> [--json]`: what stands for something else is italic, the rest is typed. */
export function usage(text: string): string {
	return text
		.split(/(<[^<>]*>)/)
		.map((part) => (part.startsWith('<') ? italic(part.slice(1, -1)) : bold(part)))
		.filter((part) => part !== bold(''))
		.join('');
}

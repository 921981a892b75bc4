/**
 * A section of ours in a Markdown file of somebody else's, between two comments. The first holds a digest of what stands
 * between them, so that an edit shows: what a user changed is not written over.
 */
const BEGIN = /^<!-- >>> murmur8 ([0-9a-f]{16}) >>> -->$/;
const END = '<!-- <<< murmur8 <<< -->';
const DIGEST_LENGTH = 16;

/** Behind a byte order mark, in latin1 or decoded, and behind the frontmatter, which must stand first. */
const HEAD = /^(?:\u00EF\u00BB\u00BF|\uFEFF)?(?:---[ \t]*\r?\n(?:[^\n]*\n)*?---[ \t]*(?:\r?\n|$))?/;

const bare = (line: string) => line.replace(/\r?\n$/, '');

/** @param sha256 hexadecimal digest of a text */
export type Digest = (text: string) => string;

export type Section =
	| { readonly kind: 'absent' }
	/** Its first comment is there, its last is not. */
	| { readonly kind: 'torn' }
	/** Characters `from` to `to` are what was put in; `content` has its lines end in LF. */
	| {
			readonly kind: 'present';
			readonly from: number;
			readonly to: number;
			readonly content: string;
			readonly isChanged: boolean;
	  };

const digestOf = (content: string, sha256: Digest) => sha256(content).slice(0, DIGEST_LENGTH);

/** Finds our section; git may have turned its line ends. */
export function findSection(text: string, sha256: Digest): Section {
	const lines = text.split(/(?<=\n)/);
	for (const [begin, line] of lines.entries()) {
		const noted = BEGIN.exec(bare(line))?.[1];
		if (noted === undefined) continue;
		const end = lines.findIndex((other, index) => index > begin && bare(other) === END);
		if (end < 0) return { kind: 'torn' };
		const content = lines
			.slice(begin + 1, end)
			.map(bare)
			.join('\n');
		const before = lines.slice(0, begin).join('');
		return {
			kind: 'present',
			// One line end stands before it, which is ours as well.
			from: before.length - (/\r?\n$/.exec(before)?.[0].length ?? 0),
			to: before.length + lines.slice(begin, end + 1).join('').length,
			content,
			isChanged: digestOf(content, sha256) !== noted,
		};
	}
	return { kind: 'absent' };
}

export type SectionChange =
	| { readonly kind: 'added' | 'updated' | 'removed'; readonly text: string }
	| { readonly kind: 'unchanged' }
	/** Changed by the user, or torn: it stays. */
	| { readonly kind: 'kept'; readonly reason: string; readonly content?: string };

const CHANGED = 'the section was changed since it was put in';
const TORN = 'the comment that ends the section is gone';

function render(content: string, lineEnd: string, sha256: Digest): string {
	const lines = [`<!-- >>> murmur8 ${digestOf(content, sha256)} >>> -->`, ...content.split('\n'), END];
	return lineEnd + lines.map((line) => line + lineEnd).join('');
}

/**
 * Puts our section into a text, behind its head, or brings the one that is there up to date.
 * @param content lines that end in LF, ASCII, none of which is one of the two comments
 * @param isForced writes over what the user changed
 */
export function putSection(text: string, content: string, sha256: Digest, isForced: boolean): SectionChange {
	const found = findSection(text, sha256);
	const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
	if (found.kind === 'torn') return { kind: 'kept', reason: TORN };
	if (found.kind === 'absent') {
		const at = text.length - text.replace(HEAD, '').length;
		return { kind: 'added', text: text.slice(0, at) + render(content, lineEnd, sha256) + text.slice(at) };
	}
	if (found.content === content) return { kind: 'unchanged' };
	if (found.isChanged && !isForced) return { kind: 'kept', reason: CHANGED, content: found.content };
	const section = render(content, lineEnd, sha256);
	return { kind: 'updated', text: text.slice(0, found.from) + section + text.slice(found.to) };
}

/** Takes our section out again: every other character is as before `putSection`. */
export function takeSection(text: string, sha256: Digest, isForced: boolean): SectionChange {
	const found = findSection(text, sha256);
	if (found.kind === 'torn') return { kind: 'kept', reason: TORN };
	if (found.kind === 'absent') return { kind: 'unchanged' };
	if (found.isChanged && !isForced) return { kind: 'kept', reason: CHANGED, content: found.content };
	return { kind: 'removed', text: text.slice(0, found.from) + text.slice(found.to) };
}

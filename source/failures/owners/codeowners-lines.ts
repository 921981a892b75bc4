/** GitHub loads no file that is larger. */
export const LARGEST_CODEOWNERS_BYTES = 3 * 1024 * 1024;
const LONGEST_PATTERN = 1_024;

export interface CodeownersRule {
	readonly pattern: string;
	/** `@user`, `@group/team` or an e-mail address; none un-owns what matches. */
	readonly owners: readonly string[];
	/** GitLab's, in lower case; '' outside of any. */
	readonly section: string;
	/** From 1. */
	readonly line: number;
	/** GitLab's `!pattern`: nobody of this section owns what matches, whatever other lines say. */
	readonly isExclusion: boolean;
}

/** A line that was left out, as GitHub leaves it out. */
export interface CodeownersProblem {
	readonly line: number;
	readonly reason: 'pattern too long' | 'control character' | 'no owner' | 'unsupported pattern';
}

export interface CodeownersLines {
	readonly rules: readonly CodeownersRule[];
	readonly problems: readonly CodeownersProblem[];
}

/** `[Name]`, `^[Name]`, `[Name][2]`, in front of owners. */
const SECTION = /^\^?\[([^[\]]+)\](?:\[\d+\])?(?![^ \t])/;
const OWNER = /^(?:@{1,2}[\p{L}\p{N}_][\p{L}\p{N}_./-]*|[^@\s]+@[^@\s]+)$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a line that holds one is nobody's rule
const CONTROL = /[\u0000-\u0008\u000A-\u001F\u007F]/;

/** Up to the first white space that no backslash stands before. */
function patternEnd(line: string): number {
	for (let index = 0; index < line.length; index++) {
		const character = line[index];
		if (character === '\\') index++;
		else if (character === ' ' || character === '\t') return index;
	}
	return line.length;
}

/** Words up to a comment. */
function wordsOf(text: string): readonly string[] {
	const words = text.split(/[ \t]+/).filter((word) => word !== '');
	const comment = words.findIndex((word) => word.startsWith('#'));
	return comment < 0 ? words : words.slice(0, comment);
}

/** A section that begins in this line, and the owners that its rules inherit. */
function sectionIn(line: string): { readonly name: string; readonly inherited: readonly string[] } | undefined {
	const found = SECTION.exec(line);
	const inherited = found ? wordsOf(line.slice(found[0].length)) : [];
	if (!found || !inherited.every((word) => OWNER.test(word))) return undefined;
	return { name: (found[1] ?? '').trim().toLowerCase(), inherited };
}

/**
 * The rules of a CODEOWNERS file, in their order. Where it has section headers, it is read as GitLab does: rules inherit
 * the owners of their section, and words that are no owners are passed over. Else as GitHub does: such a line is left out.
 */
export function parseCodeowners(text: string): CodeownersLines {
	const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
	const hasSections = lines.some((line) => sectionIn(line.trim()));
	const rules: CodeownersRule[] = [];
	const problems: CodeownersProblem[] = [];
	let section = '';
	let inherited: readonly string[] = [];
	for (const [index, raw] of lines.entries()) {
		const line = raw.trim();
		const problem = (reason: CodeownersProblem['reason']): void => void problems.push({ line: index + 1, reason });
		if (line === '' || line.startsWith('#')) continue;
		if (CONTROL.test(line)) {
			problem('control character');
			continue;
		}
		const header = hasSections ? sectionIn(line) : undefined;
		if (header) {
			section = header.name;
			inherited = header.inherited;
			continue;
		}
		const end = patternEnd(line);
		const isExclusion = hasSections && line.startsWith('!');
		const pattern = line.slice(isExclusion ? 1 : 0, end);
		const words = wordsOf(line.slice(end));
		const owners = [...new Set(words.filter((word) => OWNER.test(word)))];
		if (end > LONGEST_PATTERN) problem('pattern too long');
		else if (!hasSections && line.startsWith('!')) problem('unsupported pattern');
		else if (!hasSections && !words.every((word) => OWNER.test(word))) problem('no owner');
		else {
			const own = owners.length > 0 || !hasSections ? owners : inherited;
			rules.push({ pattern, owners: isExclusion ? [] : own, section, line: index + 1, isExclusion });
		}
	}
	return { rules, problems };
}

import { wordsOf } from '../assign/key-name.ts';
import { ALNUM, byteSet, isBehindWord, isTextAt, skip, skipBack } from '../byte-set.ts';
import { TextMemory } from '../text-memory.ts';
import { WordSet } from '../word-set.ts';
import { MARGIN, TEXT } from './text.ts';

const NOT_SPACE = byteSet('!-;=?-~');
const GAP = byteSet(' \t:="\'`(@#~>[');
const NAME = byteSet('a-zA-Z0-9_.-');
const STRING = byteSet('a-zA-Z0-9+/_-');
const PLACEHOLDER = byteSet('A-Z0-9:');
const PUBLIC = new Set(['public', 'pubkey', 'pub']);
const LONGEST_URL = 256;

/** Words before a string that is public by its nature: checksums and names of revisions. */
const PUBLIC_BEFORE = new Set(
	`sha md h blake digest checksum integrity commit
	commits revision rev hash shasum head ref refs tree parent merge merging etag fingerprint id into at
	object blob oid fetch checkout sum tag image container layer snapshot
	resolved from version srcrev branch`.split(/\s+/),
);

const FILE_ENDINGS = new WordSet(
	`js mjs cjs css map png jpg jpeg gif svg webp ico woff woff2 ttf json html txt gz tgz zip jar whl so dll ts wasm pdf log
	md xml yml yaml tar bin o a lock class d rlib rmeta`,
);

const publicNames = new TextMemory((name) => {
	const words = wordsOf(name);
	return PUBLIC_BEFORE.has(words.at(-1) ?? '') || words.some((word) => PUBLIC.has(word));
});

/** `sha256:`, `commit `, `"integrity": "sha512-`, `uses: x@` */
export function isNamedPublic(start: number): boolean {
	const sign = TEXT[start - 1];
	// Pinned revisions: `actions/checkout@…`, `#…` behind a repository's URL.
	if (sign === 0x40 || sign === 0x23) return true;
	const end = skipBack(TEXT, GAP, MARGIN, start, 16);
	if (end === start) return false;
	if (publicNames.of(TEXT, skipBack(TEXT, NAME, MARGIN, end, 40), end)) return true;
	return isBehindWord(TEXT, 'cache', MARGIN, start, 48);
}

/** Where a placeholder of this program begins that ends before `end`; -1 where there is none. */
function placeholderStart(end: number): number {
	if (TEXT[end - 1] !== 0x3e) return -1;
	const start = skipBack(TEXT, PLACEHOLDER, MARGIN, end - 1, 24) - 1;
	return TEXT[start] === 0x3c && end - start > 3 ? start : -1;
}

/** Where a string begins of which placeholders took parts: `sha512-<NUM>+…`. */
export function wholeStart(start: number): number {
	let at = start;
	for (let sign = placeholderStart(at); sign > start - LONGEST_URL; sign = placeholderStart(at)) {
		at = skipBack(TEXT, STRING, MARGIN, sign, LONGEST_URL);
	}
	return at;
}

/** Whether it stands in the path of a URL, or is a part of a file's name. */
export function isPartOfName(start: number, end: number, to: number): boolean {
	if (TEXT[end] === 0x2e && end + 1 < to) {
		if (FILE_ENDINGS.has(TEXT, end + 1, skip(TEXT, ALNUM, end + 1, to, 6))) return true;
	}
	const least = Math.max(MARGIN, start - LONGEST_URL);
	let before = skipBack(TEXT, NOT_SPACE, least, start);
	// What was replaced in the URL belongs to it: `https://example.com/list/<EMAIL>/thread/…`
	for (let sign = placeholderStart(before); sign >= least; sign = placeholderStart(before)) {
		before = skipBack(TEXT, NOT_SPACE, least, sign);
	}
	for (let index = start - 1; index > before; index--) {
		if (TEXT[index] === 0x3f || TEXT[index] === 0x3d) return false;
		if (isTextAt(TEXT, '://', index - 2, to)) return true;
	}
	return false;
}

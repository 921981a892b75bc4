import { ALNUM, BEYOND_ASCII, byteSet, DIGIT, LETTER, skip, skipBack, union } from '../byte-set.ts';
import type { Finder } from '../rule.ts';
import type { View } from '../scan/view.ts';
import { WordSet } from '../word-set.ts';

const LOCAL = union(byteSet("a-zA-Z0-9!#$&'*+/=?^_`{|}~.-"), BEYOND_ASCII);
/** Signs that a local part may hold but in text rather stand before it: quotes, `=`, `/`. */
const PLAIN_LOCAL = union(byteSet('a-zA-Z0-9+_.-'), BEYOND_ASCII);
const EDGE = byteSet('.-');
const DOMAIN = union(byteSet('a-zA-Z0-9.-'), BEYOND_ASCII);
const TOP_LEVEL = union(LETTER, BEYOND_ASCII);
const LABEL = union(ALNUM, BEYOND_ASCII);
const LONGEST_LOCAL = 96;
const LONGEST_DOMAIN = 255;
const DOT = 0x2e;
const DASH = 0x2d;
const QUOTE = 0x22;
const COLON = 0x3a;
const SLASH = 0x2f;

/** What stands behind the last dot of a file's name and is no top-level domain. */
const FILE_ENDINGS = new WordSet(
	`png jpg jpeg gif svg webp ico css scss less js jsx ts tsx mjs cjs mts cts json html htm yml yaml xml toml ini lock log
	map jar class php tgz tar gz bz2 xz dll exe patch diff whl deb rpm apk ipa woff woff2 ttf eot wasm txt csv service
	socket target timer mount internal_error aar pom js2 vue svelte`,
);

/** Accounts that belong to nobody, where repositories are: `git@github.com: Permission denied`. */
const NOBODY = new WordSet('git hg svn');
const FORGES = new WordSet(
	`github.com ssh.github.com gitlab.com altssh.gitlab.com bitbucket.org altssh.bitbucket.org codeberg.org gitee.com
	git.sr.ht ssh.dev.azure.com vs-ssh.visualstudio.com`,
);

function localStart(view: View, at: number): number {
	if (view.at(at - 1) === QUOTE) {
		// "john doe"@example.com; in JSON the quote is escaped or ends a string, and a plain word stands before it.
		for (let index = at - 2; index >= Math.max(view.from, at - LONGEST_LOCAL); index--) {
			const byte = view.at(index);
			if (byte === 0x0a) return at;
			if (byte === QUOTE) return view.at(index - 1) === 0x5c ? index - 1 : index;
		}
		return at;
	}
	const isPlain = PLAIN_LOCAL[view.at(at - 1)] === 1;
	let start = skipBack(view.bytes, isPlain ? PLAIN_LOCAL : LOCAL, view.from, at, LONGEST_LOCAL);
	// The rarer signs only between plain ones: o'brien@…, a!b@…
	if (
		isPlain &&
		LOCAL[view.at(start - 1)] === 1 &&
		PLAIN_LOCAL[view.at(start - 2)] === 1 &&
		!isDelimiter(view.at(start - 1))
	) {
		start = skipBack(view.bytes, PLAIN_LOCAL, view.from, start - 1, LONGEST_LOCAL);
	}
	if (view.at(start - 1) === 0x5c && 'nrt'.includes(String.fromCharCode(view.at(start)))) start++;
	return skip(view.bytes, EDGE, start, at);
}

/** `'o'brien'`: an apostrophe inside a name joins, most other signs part. */
const isDelimiter = (byte: number): boolean => byte !== 0x27 && byte !== 0x21 && byte !== 0x26 && byte !== 0x23;

function domainEnd(view: View, from: number): number {
	let end = skip(view.bytes, DOMAIN, from, view.to, LONGEST_DOMAIN);
	while (end > from && EDGE[view.at(end - 1)] === 1) end--;
	return end;
}

function isDomain(view: View, from: number, end: number): boolean {
	if (LABEL[view.at(from)] !== 1) return false;
	let dot = -1;
	for (let index = from; index < end; index++) {
		if (view.bytes[index] !== DOT) continue;
		if (index === dot + 1) return false;
		dot = index;
	}
	if (dot < 0 || end - dot < 3) return false;
	// Versions: pkg@1.2.3-rc.beta
	const first = skip(view.bytes, DIGIT, from, end);
	if (first > from && view.at(first) === DOT && DIGIT[view.at(first + 1)] === 1) return false;
	const isPunycode = view.at(dot + 1) === 0x78 && view.at(dot + 3) === 0x2d;
	if (!isPunycode && skip(view.bytes, TOP_LEVEL, dot + 1, end) < end) return false;
	return !FILE_ENDINGS.has(view.bytes, dot + 1, end);
}

/** `git@github.com`; of other hosts the address of a repository, for people have such names as well: `git@example.name`. */
function isNobody(view: View, start: number, at: number, domain: number, end: number): boolean {
	if (at - start > 3 || !NOBODY.has(view.bytes, start, at)) return false;
	const next = view.at(end);
	const isRepository =
		next === COLON || next === SLASH || (view.at(start - 1) === SLASH && view.at(start - 2) === SLASH);
	return isRepository || FORGES.has(view.bytes, domain, end);
}

/** `name@example.com` in any script, with `@` also as `%40`, `\\u0040` or `&#64;`. */
export const findEmail: Finder = (view, at, behind, report) => {
	// The end of a password, which goes with the rest of its URL.
	if (LABEL[view.at(behind)] !== 1 || at === view.credentialsEnd) return;
	const end = domainEnd(view, behind);
	// `@euro.UTF-8`, also where the number was replaced.
	if (!isDomain(view, behind, end) || (view.at(end) === DASH && view.at(end + 1) === 0x3c)) return;
	const start = localStart(view, at);
	// `$PASS@…`, `${PASS}@…`
	const before = view.at(start - 1);
	if (start >= at || end - start > 320 || before === 0x24 || before === 0x7d || view.at(at - 1) === 0x7d) return;
	if (isNobody(view, start, at, behind, end)) return;
	report(start, end);
};

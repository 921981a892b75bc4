import { ALNUM, BEYOND_ASCII, byteSet, invert, isTextAt, LETTER, skip, skipBack, union } from '../byte-set.ts';
import type { Finder } from '../rule.ts';
import type { View } from '../scan/view.ts';
import { textOf } from '../text-of.ts';
import { WordSet } from '../word-set.ts';

const NAME = union(byteSet('a-zA-Z0-9_.+~-'), BEYOND_ASCII);
const WINDOWS_NAME = invert(byteSet('\0-\x1f"<>|*?:/\\,;'));
const BEFORE = invert(byteSet(' \t\r\n"\'`<>()[]{}|,;='));
const BACKSLASHES = byteSet('\\');
const SERVER = byteSet('a-zA-Z0-9._-');
const SHARE = byteSet('a-zA-Z0-9._ -');
const NOT_SLASH = invert(byteSet('/'));
const PATH = union(NAME, byteSet('/'));
const BACKSLASH = 0x5c;
const SLASH = 0x2f;

/** Folders there that are no person's. */
const NOBODY = new WordSet('public default all shared linuxbrew . .. ... alluserprofile');

function isPerson(view: View, start: number, end: number): boolean {
	return end > start && !NOBODY.has(view.bytes, start, end);
}

/** Whether the path is one of a web page: `https://example.com/home/x`. */
function isWebPath(view: View, at: number): boolean {
	const start = skipBack(view.bytes, BEFORE, view.from, at, 200);
	// The nearest scheme before it is the one it belongs to.
	for (let index = at - 3; index >= start; index--) {
		if (!isTextAt(view.bytes, '://', index, at)) continue;
		const scheme = textOf(view.bytes, Math.max(start, index - 7), index).toLowerCase();
		const authority = skip(view.bytes, NOT_SLASH, index + 3, at);
		return !scheme.endsWith('file') && authority > index + 3 && !scheme.endsWith('scp') && !scheme.endsWith('ssh');
	}
	return false;
}

/** Whether `/home` begins a path or stands near its beginning (`/export/home`), not deep inside another one. */
function isRooted(view: View, at: number): boolean {
	const before = view.at(at - 1);
	if (ALNUM[before] !== 1 && before !== 0x5f && before !== 0x2e && before !== 0x2d) return !isWebPath(view, at);
	if (isWebPath(view, at)) return false;
	const start = skipBack(view.bytes, PATH, view.from, at, 64);
	const path = textOf(view.bytes, start, at);
	// `-I/home/x`, `/export/home/x`, `file://host/home/x`, `/c/Users/x`; `/home/x/home/y`, also a second time.
	if (/^-[A-Za-z]$/.test(path) || /^\/[^/]*(?:\/[^/]*)?$/.test(path) || path.startsWith('//')) return true;
	return /\/(?:home|Users)\/[^/]+$/.test(path);
}

/** `/home/name`, `/Users/name`: the name. */
export const findUnixPath: Finder = (view, at, end, report) => {
	// The case counts: /users/ is rather a route of some API.
	if (view.at(at + 1) === 0x75 || view.at(at + 1) === 0x48) return;
	const stop = skip(view.bytes, NAME, end, view.to, 64);
	let to = stop;
	while (to > end && (view.at(to - 1) === 0x2e || view.at(to - 1) === 0x2d)) to--;
	if (!isPerson(view, end, to) || view.paths.isOver(at, stop + 1) || !isRooted(view, at)) return;
	report(end, to);
};

/** A name may have spaces in it, where a backslash ends it. */
function windowsName(view: View, start: number): number {
	const end = skip(view.bytes, WINDOWS_NAME, start, view.to, 48);
	if (view.at(end) === BACKSLASH || view.at(end) === SLASH) return end;
	return skip(view.bytes, NAME, start, view.to, 48);
}

/** `C:\Users\name`, with backslashes doubled too, and with slashes: the name. */
export const findWindowsPath: Finder = (view, _at, end, report) => {
	const separator = view.at(end);
	const isBehind = view.at(end - 1) === BACKSLASH;
	if (!isBehind && separator !== BACKSLASH && separator !== SLASH) return;
	const start = skip(view.bytes, BACKSLASHES, separator === SLASH ? end + 1 : end, view.to, 4);
	let to = windowsName(view, start);
	while (to > start && (view.at(to - 1) === 0x2e || view.at(to - 1) === 0x20)) to--;
	if (isPerson(view, start, to) && view.at(start) !== 0x25 && view.at(start) !== 0x24) report(start, to);
};

/** `\\server\share`: the server; and of a private share, `name$`, the name. */
export const findNetworkPath: Finder = (view, at, end, report) => {
	if (at < view.judged.path) return;
	const before = view.at(at - 1);
	const slashes = skip(view.bytes, BACKSLASHES, at, view.to, 8);
	view.judged.path = slashes;
	const isDoubled = slashes - at === 4;
	if ((!isDoubled && slashes !== end) || ALNUM[before] === 1 || before === 0x3a || before === BACKSLASH) return;
	const server = skip(view.bytes, SERVER, slashes, view.to, 64);
	if (server - slashes < 2 || LETTER[view.at(slashes)] !== 1 || view.at(server) !== BACKSLASH) return;
	const share = skip(view.bytes, BACKSLASHES, server, view.to, 2);
	if (isDoubled !== (share - server === 2)) return;
	const shareEnd = skip(view.bytes, SHARE, share, view.to, 64);
	const isHidden = view.at(shareEnd) === 0x24;
	// `\\n\n` and the like inside regexes and strings: a share has a name of some length.
	if (shareEnd - share < 2 && !isHidden) return;
	report(slashes, server);
	if (isHidden && shareEnd - share > 1 && textOf(view.bytes, share, shareEnd).toLowerCase() !== 'admin')
		report(share, shareEnd);
};

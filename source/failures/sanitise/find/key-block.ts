import { byteSet, DIGIT, invert, isTextAt, LETTER, skip, skipBack } from '../byte-set.ts';
import type { Finder } from '../rule.ts';
import type { View } from '../scan/view.ts';
import { textOf } from '../text-of.ts';
import { followKey, lineEnd } from './key-extent.ts';
import { KeyLines } from './key-lines.ts';

const LABEL = byteSet('A-Z0-9 ');
const SPACE = byteSet(' ');
const DASH = byteSet('-');
const BLANK = byteSet(' \t\r"\'`,;+)]}\\');
const BODY = byteSet('a-zA-Z0-9+/=\\%');
const ONE_LINE = byteSet('a-zA-Z0-9+/=\\ \t:,._%"\'|');
const NOT_LINE_END = invert(byteSet('\n'));
const VAULT_HEAD = byteSet('A-Za-z0-9.;_-');
const LONGEST = 16_000;

/** Follows the lines behind, which belong to a key as a whole. */
function mark(view: View, start: number, from: number, prefix: number): void {
	const lines = new KeyLines(prefix);
	const next = lineEnd(view.bytes, from, view.to) + 1;
	const isLast = next >= view.to;
	const { end, isOpen } = isLast ? { end: from, isOpen: true } : followKey(lines, view.bytes, next, view.to);
	view.addKey({ kind: 'key', start, from, end: Math.max(end, from), open: isOpen ? lines : undefined });
}

const lineStart = (view: View, at: number): number => skipBack(view.bytes, NOT_LINE_END, view.from, at, 256);

/** The end of `-----BEGIN … -----` or its END whose label begins at `label`; -1 where it is none of a private key. */
function markerEnd(view: View, label: number): number {
	const end = skip(view.bytes, LABEL, label, view.to, 64);
	const dashes = skip(view.bytes, DASH, end, view.to, 5);
	const text = textOf(view.bytes, label, end);
	return dashes - end >= 4 && /PRIVATE|SECRET|PGP MESSAGE|OPENSSH|SSH2 ENCRYPTED/.test(text) ? dashes : -1;
}

/** The end of a block that stands in one line, as in JSON or in an `.env` file; -1 where the line has no END. */
function endInLine(view: View, from: number): number {
	const limit = Math.min(view.to, from + LONGEST);
	for (let at = from; at < limit; at++) {
		const byte = view.bytes[at] as number;
		if (byte !== 0x2d) {
			if (ONE_LINE[byte] !== 1) return -1;
			continue;
		}
		const dashes = skip(view.bytes, DASH, at, limit);
		const label = view.at(dashes) === 0x20 ? dashes + 1 : dashes;
		if (dashes - at >= 4 && isTextAt(view.bytes, 'end ', label, limit)) {
			const end = markerEnd(view, label + 4);
			return end < 0 ? -1 : end;
		}
		// Names of headers have hyphens: Proc-Type
		if (dashes - at > 1 || LETTER[view.at(at - 1)] !== 1) return -1;
	}
	return -1;
}

/** A private key: whole in one line, or the line that begins one. */
export const findKeyBegin: Finder = (view, at, end, report) => {
	const label = markerEnd(view, end);
	if (label < 0) return;
	const inLine = endInLine(view, label);
	if (inLine >= 0) {
		view.settled = Math.max(view.settled, inLine);
		return report(at, inLine);
	}
	const blank = skip(view.bytes, BLANK, label, view.to);
	const newLine = view.at(blank) === 0x6e && view.at(blank - 1) === 0x5c ? blank + 1 : blank;
	const rest = skip(view.bytes, BLANK, newLine, view.to);
	if (rest === view.to || view.at(rest) === 0x0a) {
		report(at, label);
		return mark(view, at, rest, at - lineStart(view, at));
	}
	// Cut off in the middle of the line.
	report(at, skip(view.bytes, BODY, label, view.to, LONGEST));
};

/** An END whose BEGIN is not there: the key was cut off in front. */
export const findKeyEnd: Finder = (view, at, end, report) => {
	const stop = markerEnd(view, end);
	if (stop >= 0) report(at, stop);
};

/** Ansible's own form: a line that says so, then lines of digits. */
export const findVault: Finder = (view, at, end, report) => {
	const rest = skip(view.bytes, VAULT_HEAD, end, view.to, 64);
	const stop = skip(view.bytes, BLANK, rest, view.to);
	if (rest === end || (stop !== view.to && view.at(stop) !== 0x0a)) return;
	report(at, rest);
	mark(view, at, stop, at - lineStart(view, at));
};

/** PuTTY's own form: the number of lines, then the lines. */
export const findPuttyLines: Finder = (view, _at, end, report) => {
	const number = skip(view.bytes, SPACE, end, view.to, 2);
	const stop = skip(view.bytes, DIGIT, number, view.to, 4);
	const rest = skip(view.bytes, BLANK, stop, view.to);
	if (stop === number || (rest !== view.to && view.at(rest) !== 0x0a)) return;
	report(number, stop);
	mark(view, number, rest, end - 'Private-Lines:'.length - lineStart(view, end));
};

import { byteSet, isTextAt, skip, skipBack } from '../byte-set.ts';
import type { View } from '../scan/view.ts';
import { textOf } from '../text-of.ts';
import type { Strength } from './key-name.ts';
import type { Name } from './name.ts';
import type { Separator } from './separator.ts';

const BLOCK = byteSet('|>-');
const BLANK = byteSet(' \t\r');
const CLOSING = byteSet(' \t\r"\',');
const WORDS = byteSet('a-zA-Z ');

const isSure = (strength: Strength): boolean =>
	strength === 'token' || strength === 'secret' || strength === 'password';

/**
 * `password:` with nothing behind it, `<token>`, `<key>token</key>`, YAML's `secret: |`, PHP's `["password"]=>`: the value
 * is in the next line.
 */
export function markNextLine(view: View, { valueStart, sign }: Separator, strength: Strength): boolean {
	const block = sign === 'colon' ? skip(view.bytes, BLOCK, valueStart, view.to, 2) : valueStart;
	const from = skip(view.bytes, BLANK, block, view.to, 8);
	if (view.at(from) !== 0x0a) return false;
	const isDumped = sign === 'equals' && isTextAt(view.bytes, '=>', valueStart - 2, view.to);
	if (!isDumped && sign !== 'colon' && sign !== 'tag' && sign !== 'markup') return false;
	// Below a YAML key stand other keys as well: only what looks like a value is one.
	const isCertain = isDumped || sign === 'tag' || strength === 'weak';
	const least = isSure(strength) ? 'told' : 'token';
	const needs = isDumped ? 'length' : sign === 'markup' ? 'tag' : 'nothing';
	view.marks.push({ kind: 'value', needed: isCertain ? strength : least, needs, mayBeApart: false, from });
	return true;
}

/** `- name: DB_PASSWORD`, and `value: …` in the next line; or `API Key`, and the key alone in the next. */
export function markNamed(view: View, { start, end }: Name, strength: Strength): void {
	const from = skip(view.bytes, CLOSING, end, view.to, 8);
	if (view.at(from) !== 0x0a) return;
	const words = skipBack(view.bytes, WORDS, view.from, start, 24);
	const isAlone = skip(view.bytes, BLANK, end, from) === from && (words === view.from || view.at(words - 1) === 0x0a);
	if (isAlone && isSure(strength)) {
		view.marks.push({ kind: 'value', needed: 'token', needs: 'nothing', mayBeApart: false, from });
		return;
	}
	const before = textOf(view.bytes, Math.max(view.from, start - 10), start).toLowerCase();
	if (/(?:name|key)"?: *"?$/.test(before)) {
		view.marks.push({ kind: 'value', needed: strength, needs: 'name', mayBeApart: true, from });
	}
}

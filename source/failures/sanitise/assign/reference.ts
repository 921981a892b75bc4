import { byteSet, LETTER, skip } from '../byte-set.ts';
import { randomness } from '../randomness.ts';
import type { View } from '../scan/view.ts';
import { WordSet } from '../word-set.ts';
import { knownName } from './known-name.ts';
import { areOnly, MEMBERS, SIGNS } from './signs.ts';
import { JUDGED } from './value.ts';

/** Of the environment's names a password begins with a few at most. */
const { name: NAME, variable: VARIABLE } = MEMBERS;
const DOLLARS = byteSet('$');
const STARS = byteSet('*');
const SPACE = 0x20;
const DOT = 0x2e;
const UUID_LENGTH = 36;
/** Of what a template puts in the place of a value. */
const TAGS = new WordSet('ref sub getatt importvalue join findinmap if select env vault reference');

/** `{…}` around a value that is no name in a template and no id, as ODBC and Maven have it. */
function isBraced(view: View, start: number, end: number): boolean {
	const inside = view.at(end - 1) === 0x7d ? end - 1 : end;
	const length = inside - start - 1;
	return length >= 6 && length !== UUID_LENGTH && randomness(view.bytes, start + 1, inside) >= 3;
}

/** A password may begin with such a sign too; `$word`, `%word%` and `{{…}}` are references to one. */
export function isReference(view: View, start: number, end: number): boolean {
	const first = view.at(start);
	if (first === 0x7b) return !isBraced(view, start, end);
	if (first === 0x3c || first === 0x5b || first === 0x28) return true;
	// $${X}, as compose files and `make` write it
	if (first === 0x24 && view.at(start + 1) === 0x24) {
		return isReference(view, skip(view.bytes, DOLLARS, start, end) - 1, end);
	}
	if (first === 0x2a) return skip(view.bytes, STARS, start, end) === end;
	const next = view.at(start + 1);
	if (next === 0x7b || next === 0x28 || skip(view.bytes, NAME, start + 1, end) >= end - 1) return true;
	// $BASE_URL/path
	return first === 0x24 && skip(view.bytes, VARIABLE, start + 1, end) > start + 4;
}

/** `!Ref 'X'`, `!Sub …`, as CloudFormation's templates have it. */
export function isTag(view: View, start: number, end: number): boolean {
	const word = skip(view.bytes, LETTER, start, end);
	return (word === end || view.at(word) === SPACE || view.at(word) === DOT) && TAGS.has(view.bytes, start, word);
}

/** A name that itself says that what it names is secret. */
const isSecretName = (view: View, start: number, end: number): boolean =>
	end - start <= JUDGED && knownName(view.bytes, start, end).strength !== 'none';

/** `SHOP_API_TOKEN`, of the environment; a capital word alone may be a password. */
export const isVariable = (view: View, start: number, end: number, signs: number): boolean =>
	areOnly(signs, SIGNS.variable) && !areOnly(signs, SIGNS.upper) && isSecretName(view, start, end);

/** `deployPassword`, `random_password.db.result`, as code calls what it was given. */
export const isOfCode = (view: View, start: number, end: number, signs: number): boolean =>
	areOnly(signs, SIGNS.code) && isSecretName(view, start, end);

import { knownName } from '../assign/known-name.ts';
import { isWorthHiding } from '../assign/worth.ts';
import { byteSet, invert, skip, skipBack } from '../byte-set.ts';
import type { Finder } from '../rule.ts';
import type { View } from '../scan/view.ts';

const OPEN = 0x28;
const CLOSE = 0x29;
const COMMA = 0x2c;
const QUOTE = 0x27;
const DOUBLE_QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEW_LINE = 0x0a;
const BLANK = byteSet(' \t');
const IN_COLUMNS = invert(byteSet('()\r\n'));
const NOT_COMMA = invert(byteSet(','));
const AROUND_COLUMN = byteSet(' \t"`[]\\');
const PLAIN = invert(byteSet('(),\'"\r\n'));
const LONGEST_COLUMNS = 2_048;
const LONGEST_VALUE = 4_096;
const LONGEST_TUPLES = 65_536;
const NAMED = { valueStart: 0, sign: 'equals', hasSpaces: false } as const;

/** Places of the columns that hold secrets, in the list that ends before `end`. */
function secretColumns(view: View, end: number): readonly number[] {
	const { bytes } = view;
	const close = skipBack(bytes, BLANK, view.from, end, 16) - 1;
	if (view.at(close) !== CLOSE) return [];
	const from = skipBack(bytes, IN_COLUMNS, view.from, close, LONGEST_COLUMNS);
	if (view.at(from - 1) !== OPEN) return [];
	const columns: number[] = [];
	for (let start = from, place = 0; start < close; place++) {
		const stop = skip(bytes, NOT_COMMA, start, close);
		const first = skip(bytes, AROUND_COLUMN, start, stop);
		const { strength } = knownName(bytes, first, skipBack(bytes, AROUND_COLUMN, first, stop));
		if (strength === 'password' || strength === 'secret' || strength === 'token') columns.push(place);
		start = stop + 1;
	}
	return columns;
}

/** Behind the quoted text that begins at `at`, a quote inside is doubled or escaped; -1 where its line does not end it. */
function quotedEnd(view: View, at: number): number {
	const quote = view.at(at);
	const to = Math.min(view.to, at + LONGEST_VALUE);
	for (let index = at + 1; index < to; index++) {
		const byte = view.at(index);
		if (byte === NEW_LINE) return -1;
		if (byte === BACKSLASH || (byte === quote && view.at(index + 1) === quote)) index++;
		else if (byte === quote) return index + 1;
	}
	return -1;
}

/** `INSERT INTO users (name, password) VALUES ('me', '…'), (…)`: values whose column says that they are secret. */
export const findInserted: Finder = (view, at, end, report) => {
	if (at < view.judged.insert) return;
	const columns = secretColumns(view, at);
	if (columns.length === 0) return;
	const to = Math.min(view.to, end + LONGEST_TUPLES);
	let place = 0;
	let depth = 1;
	let index = end;
	while (index < to && view.at(index) !== NEW_LINE) {
		const byte = view.at(index);
		if (byte === QUOTE || byte === DOUBLE_QUOTE) {
			const stop = quotedEnd(view, index);
			if (stop < 0) break;
			const value = { start: index + 1, end: stop - 1, isQuoted: true };
			if (depth === 1 && columns.includes(place) && isWorthHiding(view, 'password', value, NAMED)) {
				report(value.start, value.end);
			}
			index = stop;
			continue;
		}
		if (byte === OPEN && ++depth === 1) place = 0;
		else if (byte === CLOSE) depth--;
		else if (byte === COMMA && depth === 1) place++;
		else if (depth === 0 && BLANK[byte] === 0 && byte !== COMMA) break;
		index = Math.max(index + 1, depth > 0 ? skip(view.bytes, PLAIN, index, to) : index);
	}
	view.judged.insert = index;
};

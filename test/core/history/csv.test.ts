import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsv } from '../../../source/core/history/csv.ts';
import { readHistoryRow } from '../../../source/core/history/row.ts';
import { SEEDED } from '../property.ts';
import { likelyEntry, parseTime, someEntry } from './entries.ts';

const HEADER = [
	'slug',
	'status',
	'startedAt',
	'completedAt',
	'totalDurationMs',
	'failedStage',
	'pausedAfter',
	'runId',
	'featureId',
	'type',
	'commitHash',
	'totalCost',
];

/** RFC 4180 read character by character; throws where the text is none. */
function parseCsv(text: string): readonly (readonly string[])[] {
	const records: string[][] = [];
	let fields: string[] = [];
	let at = 0;
	while (at < text.length) {
		let field = '';
		if (text[at] === '"') {
			for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
				if (at >= text.length) throw new Error('a quoted field has no end');
				if (text[at] === '"') at++;
				field += text[at];
			}
			at++;
		} else {
			for (; at < text.length && text[at] !== ',' && text[at] !== '\r'; at++) {
				if (text[at] === '"' || text[at] === '\n') throw new Error('an unquoted field holds what must be quoted');
				field += text[at];
			}
		}
		fields.push(field);
		if (text[at] === ',') at++;
		else if (text.startsWith('\r\n', at)) {
			at += 2;
			records.push(fields);
			fields = [];
		} else throw new Error('a field ends in neither a comma nor a line end');
	}
	if (fields.length > 0) throw new Error('the last record has no end');
	return records;
}

const csvOf = (...entries: readonly unknown[]) => toCsv(entries.map((entry) => readHistoryRow(entry, parseTime)));
const cellOf = (slug: string) => parseCsv(csvOf({ slug }))[1]?.[0];

test('the header, and numbers as numbers', () => {
	expect(csvOf()).toBe(`${HEADER.join(',')}\r\n`);
	const entry = { slug: 'a', status: 'success', totalDurationMs: 5, totalCost: 0.0000001, runId: 'r', type: 'feature' };
	expect(csvOf(entry).split('\r\n')[1]).toBe('a,success,,,5,,,r,,feature,,0.0000001');
	expect(csvOf({ slug: 'a', totalCost: 10 }).split('\r\n')[1]).toBe('a,,,,,,,,,,,10');
	expect(csvOf({ slug: 'a', totalCost: 0 }).split('\r\n')[1]).toBe('a,,,,,,,,,,,0');
	expect(csvOf({ mode: 'murmuration', features: [1, 2] }).split('\r\n')[1]).toMatch(/^murmuration \(2 features\),/);
});

test.each([
	['=1+1', "'=1+1"],
	['+1', "'+1"],
	['-1', "'-1"],
	['@SUM(A1)', "'@SUM(A1)"],
	['\t=1', "'\t=1"],
	['\tx', "'\tx"],
	['\rx', "'\rx"],
	['\n=1', "'\n=1"],
	[' =1', "' =1"],
	['\u200B=1', "'\u200B=1"],
	['\uFF1D1', "'\uFF1D1"],
	['\u001B[31m=1', "'=1"],
	['\u202E=1', "'=1"],
	['a=1', 'a=1'],
	['a,b', 'a,b'],
	['say "hi"', 'say "hi"'],
	['"', '"'],
	['one\r\ntwo', 'one\r\ntwo'],
	['👩\u200D💻 日本語', '👩\u200D💻 日本語'],
	['\u009B31mred\u0007', '31mred'],
])('%j as a cell', (text, cell) => {
	expect(cellOf(text)).toBe(cell);
});

test('any entries read back as so many records of so many fields, none of them a formula', () => {
	fc.assert(
		fc.property(fc.array(someEntry, { maxLength: 12 }), (entries) => {
			const [header, ...records] = parseCsv(csvOf(...entries));
			expect(header).toEqual(HEADER);
			expect(records).toHaveLength(entries.length);
			for (const record of records) {
				expect(record).toHaveLength(HEADER.length);
				for (const cell of record) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
			}
		}),
		SEEDED,
	);
});

test('numbers read back as what they were', () => {
	fc.assert(
		fc.property(fc.array(likelyEntry, { maxLength: 12 }), (entries) => {
			const rows = entries.map((entry) => readHistoryRow(entry, parseTime));
			for (const [index, record] of parseCsv(toCsv(rows)).slice(1).entries()) {
				const row = rows[index];
				expect(record[4]).toBe(row?.durationMs === undefined ? '' : String(row.durationMs));
				const picodollars = row?.cost === undefined ? undefined : Number(row.cost) / 1e12;
				expect(record[11] === '' ? undefined : Number(record[11])).toBe(picodollars);
			}
		}),
		SEEDED,
	);
});

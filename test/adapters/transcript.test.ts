import { appendFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInTail, readMarkedLines } from '../../source/adapters/transcript.ts';
import { SEEDED } from '../core/property.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

const MEGABYTE = 1024 * 1024;
const ALL = { bytes: Number.POSITIVE_INFINITY, untilMs: Number.POSITIVE_INFINITY };

function reader(path: string) {
	let offset: number | undefined = 0;
	return (budget = ALL): readonly string[] => {
		const lines: string[] = [];
		offset = readMarkedLines(path, '"mark"', offset ?? 0, budget, (line) => lines.push(line)) ?? offset;
		return lines;
	};
}

test('each whole line with the mark once, whenever its end comes', () => {
	const path = join(temporaryFolder(), 't.jsonl');
	const next = reader(path);
	expect(next()).toEqual([]);
	writeFileSync(path, 'one "mark"\r\nnone\n"mark" two\n"mark" thr');
	expect(next()).toEqual(['one "mark"\r', '"mark" two']);
	expect(next()).toEqual([]);
	appendFileSync(path, 'ee — é\n');
	expect(next()).toEqual(['"mark" three — é']);
	truncateSync(path, 0);
	appendFileSync(path, '"mark" new\n');
	expect(next()).toEqual(['"mark" new']);
});

test('however it is cut into writes', () => {
	const words = fc.array(fc.constantFrom('"mark"', 'é', '\n', 'x', '日本', '\r\n'), { maxLength: 40 });
	const cuts = fc.array(fc.nat({ max: 60 }), { maxLength: 5 });
	const folder = temporaryFolder();
	let count = 0;
	fc.assert(
		fc.property(words, cuts, (given, at) => {
			const path = join(folder, `${count++}.jsonl`);
			const bytes = Buffer.from(given.join(''));
			const next = reader(path);
			const places = [
				0,
				...at.filter((place) => place < bytes.length).toSorted((one, other) => one - other),
				bytes.length,
			];
			const found = places.flatMap((place, index) => {
				appendFileSync(path, bytes.subarray(place, places[index + 1] ?? place));
				return next();
			});
			const whole = bytes.toString().split('\n').slice(0, -1);
			expect(found).toEqual(whole.filter((line) => line.includes('"mark"')));
		}),
		SEEDED,
	);
});

test('a line of 40 MB is passed over, and what follows is read; lines over chunks are whole', () => {
	const path = join(temporaryFolder(), 't.jsonl');
	const long = `"mark" ${'y'.repeat(2.5 * MEGABYTE)}`;
	writeFileSync(path, `${long}\n{"mark": ${'x'.repeat(40 * MEGABYTE)}}\n"mark" after\n`);
	const lines = reader(path)();
	expect(lines[0] === long).toBe(true);
	expect(lines.at(-1)).toBe('"mark" after');
	expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(17 * MEGABYTE);
});

test('a budget ends it between chunks, and the next call goes on', () => {
	const path = join(temporaryFolder(), 't.jsonl');
	const lines = Array.from({ length: 300 }, (_, index) => `"mark" ${index} ${'z'.repeat(20_000)}`);
	writeFileSync(path, `${lines.join('\n')}\n`);
	const next = reader(path);
	const byTime = next({ ...ALL, untilMs: 0 });
	const bySize = next({ ...ALL, bytes: 1 });
	for (const part of [byTime, bySize]) expect(part.length).toBeGreaterThan(0);
	expect(byTime.length + bySize.length).toBeLessThan(lines.length);
	expect([...byTime, ...bySize, ...next()]).toEqual(lines);
});

test('of a file that was there before only its end is read, if asked so', () => {
	const path = join(temporaryFolder(), 't.jsonl');
	writeFileSync(path, '"mark" 1\n"mark" 2\n"mark" 3\n');
	const lines: string[] = [];
	expect(readMarkedLines(path, '"mark"', -12, ALL, (line) => lines.push(line))).toBe(27);
	expect(lines.at(-1)).toBe('"mark" 3');
	expect(lines).not.toContain('"mark" 1');
});

test('what is no file is nothing, and does not hang', () => {
	const folder = temporaryFolder();
	makeFifo(join(folder, 'fifo'));
	for (const path of [folder, join(folder, 'fifo'), join(folder, 'gone'), '\0']) {
		expect(readMarkedLines(path, '"mark"', 0, ALL, () => {})).toBeUndefined();
		expect(isInTail(path, 'x')).toBe(false);
	}
});

test('a text in the newest megabyte is seen', () => {
	const path = join(temporaryFolder(), 't.jsonl');
	writeFileSync(path, `old-id\n${'x'.repeat(MEGABYTE)}\nnew-id\n`);
	expect([isInTail(path, 'old-id'), isInTail(path, 'new-id'), isInTail(path, 'no-id')]).toEqual([false, true, false]);
});

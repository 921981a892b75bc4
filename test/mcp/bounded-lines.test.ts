import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BoundedLines, idAtEdges, LONGEST_MESSAGE } from '../../source/mcp/bounded-lines.ts';
import { SEEDED } from '../core/property.ts';

/** What comes through, and the edges of what does not. */
async function pass(chunks: readonly Buffer[]) {
	const edges: (readonly [string, string])[] = [];
	const lines = new BoundedLines(
		(head, tail) => edges.push([head, tail]),
		(done) => done(),
	);
	const passed = await Readable.from(chunks).pipe(lines).toArray();
	return { text: Buffer.concat(passed as Buffer[]).toString('latin1'), edges };
}

function cut(bytes: Buffer, at: readonly number[]): readonly Buffer[] {
	const places = [0, ...at.map((place) => place % (bytes.length + 1)), bytes.length].toSorted(
		(one, other) => one - other,
	);
	return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

const line = fc.oneof(
	{ weight: 4, arbitrary: fc.string({ maxLength: 40 }).map((text) => text.replaceAll('\n', ' ')) },
	{
		weight: 1,
		arbitrary: fc.integer({ min: -3, max: 3 }).map((more) => 'y'.repeat(LONGEST_MESSAGE - 1 + more)),
	},
);

test('whole lines within the bound come through as they are, however the input was cut', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 6 }), async (lines, cuts) => {
			const bytes = lines.map((text) => Buffer.from(`${text}\n`));
			const fits = (text: Buffer) => text.length <= LONGEST_MESSAGE;
			const { text, edges } = await pass(cut(Buffer.concat(bytes), cuts));
			expect(text).toBe(Buffer.concat(bytes.filter(fits)).toString('latin1'));
			expect(edges).toHaveLength(bytes.filter((each) => !fits(each)).length);
		}),
		{ ...SEEDED, numRuns: 40 },
	);
});

test('a line without end is not passed on', async () => {
	expect(await pass([Buffer.from('a\nb')])).toEqual({ text: 'a\n', edges: [] });
});

test('of a line that is too long both edges are told', async () => {
	const text = `{"id":7,${'x'.repeat(LONGEST_MESSAGE)},"id":8}\n`;
	const { edges } = await pass(cut(Buffer.from(text), [100, LONGEST_MESSAGE + 3, LONGEST_MESSAGE + 9]));
	expect(edges).toEqual([[text.slice(0, 256), text.slice(-256)]]);
});

describe('the id of a message of which only the edges are there', () => {
	test.each<[string, string, string | number | undefined]>([
		['{"jsonrpc":"2.0","id":5,"method":"x', 'x"}}', 5],
		['{ "id" : "five" , "method":"x', 'x"}}', 'five'],
		['{"method":"x","params":', '},"jsonrpc":"2.0","id":5}\n', 5],
		['{"method":"x","params":', '},"id":"five","jsonrpc":"2.0"}\r\n', 'five'],
		// Of something in the message, not of the message.
		['{"method":"x","params":{"a":"', '","id":5}}\n', undefined],
		['{"method":"x","params":{"id":5,', '"}}\n', undefined],
		// In a text.
		['{"method":"x","params":"', ',\\"id\\":5}"}\n', undefined],
		['{"jsonrpc":"2.0","id":null,"method":"x', '"}', undefined],
		['no JSON', 'at all', undefined],
	])('%j … %j', (head, tail, id) => {
		expect(idAtEdges(head, tail)).toBe(id);
	});
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Spans } from '../../../source/failures/sanitise/scan/spans.ts';

test('finds in any order, sorted as often as one likes: by their beginning, equals as they came', () => {
	const batches = fc.array(fc.array(fc.nat(300), { maxLength: 120 }), { maxLength: 5 });
	fc.assert(
		fc.property(batches, (given) => {
			const spans = new Spans();
			const wanted: (readonly [start: number, rule: number])[] = [];
			for (const batch of given) {
				for (const start of batch) {
					spans.add(start, start + 1, wanted.length);
					wanted.push([start, wanted.length]);
				}
				spans.sort();
			}
			wanted.sort(([a], [b]) => a - b);
			expect(wanted.map((_, index) => [spans.start(index), spans.rule(index)])).toEqual(wanted);
			expect(wanted.map((_, index) => spans.end(index))).toEqual(wanted.map(([start]) => start + 1));
		}),
		{ seed: 3 },
	);
});

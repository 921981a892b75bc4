import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEngine } from '../../../source/failures/sanitise/sanitise.ts';
import type { Engine } from '../../../source/failures/sanitise/scan/engine.ts';
import { COLUMN_OF, ROW_SHIFT } from '../../../source/failures/sanitise/scan/rows.ts';
import { buildTriggers } from '../../../source/failures/sanitise/scan/triggers.ts';
import { sanitised } from '../../support/sanitised.ts';

const engine = createEngine();
const literals = [...new Set(engine.rules.flatMap(({ triggers }) => triggers.map((text) => text.toLowerCase())))];
/** The same, told of every sign in the times too. */
const told: Engine = { ...engine, triggers: buildTriggers(literals) };

/** How often something is found in a text. */
function findsIn({ triggers: { next, lineStart, firstFinding } }: Engine, text: string): number {
	let state = lineStart;
	let count = 0;
	for (const byte of Buffer.from(text)) {
		state = next[(state << ROW_SHIFT) + (COLUMN_OF[byte] ?? 0)] ?? 0;
		if (state >= firstFinding) count++;
	}
	return count;
}

const TIME = '2026-11-21T10:35:00.1234567Z';

test.each([
	[TIME, 0],
	[`${TIME} w\n${TIME} y`, 0],
	['[2026-11-21T10:35:00.123Z] x', 0],
	['2026-11-21 10:35:00,123 INFO x', 0],
	// The last sign does not belong to a time.
	['2026-11-21T10:35:00.12.', 1],
	['2026-11-21T10:3a::1', 2],
	[`at ${TIME}`, 5],
	['1026-11-21', 2],
])('of %j so many finds are told: %i', (text, finds) => {
	expect(findsIn(engine, text)).toBe(finds);
	expect(findsIn(told, text)).toBeGreaterThanOrEqual(finds);
});

const piece = fc.oneof(
	fc.constantFrom(
		TIME,
		'2026-11-21',
		'10:35:00',
		'20',
		'26-',
		'::',
		'.',
		'-',
		':',
		'T',
		'Z',
		' ',
		'[',
		']',
		'\n',
		'1.2.',
	),
	fc.constantFrom('10.0.0.1', 'fe80::1', '0a-1b-2c-3d-4e-5f', 'db:5432', '2001:db8::', 'a1b2c3d4', 'key=Xa8kQ2pLm4Zt9'),
	fc.stringMatching(/^[0-9a-f]{1,4}$/),
);

test('what is found behind times, in them and in what begins like them is the same', () => {
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
			const text = pieces.join('');
			expect(sanitised(engine, text).text).toBe(sanitised(told, text).text);
		}),
		{ numRuns: 5_000, seed: 8 },
	);
});

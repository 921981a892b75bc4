import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insertFeatureId, readFeatureId } from '../../source/core/feature-id.ts';
import { oddText, SEEDED } from './property.ts';

const line = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.constantFrom(
			'---',
			'--- ',
			'----',
			'',
			'featureId:',
			'featureId: # later',
			'featureId: ""',
			'featureId: null',
			'  featureId: nested',
			'title: x',
		),
	},
	{ weight: 1, arbitrary: oddText },
);

const content = fc
	.tuple(
		fc.constantFrom('', '\uFEFF', '\u00EF\u00BB\u00BF'),
		fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 12 }),
		fc.constantFrom('', '---', 'end'),
	)
	.map(([mark, lines, end]) => mark + lines.flat().join('') + end);

test('an inserted id is read back, and a second reading adds nothing', () => {
	fc.assert(
		fc.property(content, fc.uuid({ version: 4 }), (text, id) => {
			const reading = readFeatureId(text);
			if (reading.kind === 'present') return;
			expect(readFeatureId(insertFeatureId(text, reading, id))).toMatchObject({ kind: 'present', id });
		}),
		SEEDED,
	);
});

test('taking the inserted characters out again gives the file as it was', () => {
	fc.assert(
		fc.property(content, fc.uuid({ version: 4 }), (text, id) => {
			const reading = readFeatureId(text);
			if (reading.kind === 'present') return;
			const inserted = insertFeatureId(text, reading, id);
			const { at, until, prefix, suffix } = reading;
			const length = prefix.length + id.length + suffix.length;
			expect(inserted.slice(0, at) + text.slice(at, until) + inserted.slice(at + length)).toBe(text);
			// What is replaced, if anything, is one key without a value.
			expect(text.slice(at, until)).toMatch(/^(?:["']?featureId["']?[ \t]*:\s*(?:""|''|null|~)?\s*(?:#.*)?)?$/);
		}),
		SEEDED,
	);
});

test('a long fence that never closes is read in one go', () => {
	// A scan to the end per line would take minutes here.
	const text = `---\n${'featureId: abc\n'.repeat(100_000)}`;
	expect(readFeatureId(text)).toMatchObject({ kind: 'absent', at: 0, until: 0 });
});

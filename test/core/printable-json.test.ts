import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printableJson } from '../../source/core/printable-json.ts';
import { oddText, SEEDED } from './property.ts';

test('control, invisible and bidirectional characters are escaped', () => {
	expect(printableJson({ a: '\u001B[31m\u009B\u202E\u200Bé日🎉' })).toBe(
		String.raw`{"a":"\u001b[31m\u009b\u202e\u200bé日🎉"}`,
	);
	expect(printableJson([1], 2)).toBe('[\n  1\n]');
	expect(printableJson(undefined)).toBe('null');
});

test('it means the same value', () => {
	fc.assert(
		fc.property(fc.oneof(fc.jsonValue(), oddText), (value) => {
			const text = printableJson(value);
			expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
			expect(text).not.toMatch(/[\p{Cc}\u202A-\u202E]/u);
		}),
		SEEDED,
	);
});

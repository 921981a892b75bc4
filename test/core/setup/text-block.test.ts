import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendBlock, removeBlock } from '../../../source/core/setup/text-block.ts';
import { oddText, SEEDED } from '../property.ts';

const LINES = ['# one', 'two', '.three/*'];
const OURS = new Set([...LINES, 'four']);
const remove = (text: string) => removeBlock(text, OURS);

describe('a block is added and taken out again', () => {
	test.each([
		['empty', ''],
		['without a line end', 'A=1'],
		['with one', 'A=1\n'],
		['with two', 'A=1\n\n'],
		['CRLF', 'A=1\r\nB=2\r\n'],
		['CRLF without a last line end', 'A=1\r\nB=2'],
		['a byte order mark alone', '\u00EF\u00BB\u00BF'],
		['lines like ours', '# one\ntwo\n'],
	])('%s', (_, text) => {
		const after = appendBlock(text, LINES);
		expect(after.startsWith(text)).toBe(true);
		expect(remove(after)).toEqual({ kind: 'text', text, kept: 0 });
	});

	test('a file that was not there is gone again', () => {
		expect(appendBlock(undefined, ['two'])).toBe('# >>> murmur8 >>>\ntwo\n# <<< murmur8 <<<\n');
		expect(remove(appendBlock(undefined, LINES))).toEqual({ kind: 'empty' });
	});

	test('the line ends are those of the file', () => {
		expect(appendBlock('A=1\r\n', ['two'])).toBe('A=1\r\n\r\n# >>> murmur8 >>>\r\ntwo\r\n# <<< murmur8 <<<\r\n');
	});

	test('any text is restored', () => {
		const line = fc.oneof(oddText, fc.constantFrom('# one', 'two', ''));
		const text = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', ''))).map((parts) => parts.flat().join(''));
		fc.assert(
			fc.property(text, (before) => {
				expect(remove(appendBlock(before, LINES))).toEqual({ kind: 'text', text: before, kept: 0 });
			}),
			SEEDED,
		);
	});
});

describe('what the user did meanwhile stays', () => {
	const block = appendBlock('A=1\n', LINES);
	test.each([
		['a value in the block', block.replace('two\n', 'two\nURL=x\n'), 'A=1\nURL=x\n', 1],
		['a changed line in the block', block.replace('two\n', 'TWO\n'), 'A=1\nTWO\n', 1],
		['lines behind', `${block}B=2\n`, 'A=1\nB=2\n', 0],
		['lines behind a text without a line end', `${appendBlock('A=1', LINES)}B=2\n`, 'A=1\nB=2\n', 0],
		['lines before, none behind', `Z=0\n${block}`, 'Z=0\nA=1\n', 0],
		['an end marker that is gone', `${block.replace('# <<< murmur8 <<<\n', '')}B=2\n`, 'A=1\nB=2\n', 0],
		['an end marker that is gone, and nothing behind', block.replace('# <<< murmur8 <<<\n', ''), 'A=1\n', 0],
		['an end marker that is gone, and a value', block.replace('# <<< murmur8 <<<\n', 'B=2'), 'A=1\nB=2', 0],
		['no block', 'A=1\n# one\n', undefined, 0],
	])('%s', (_, text, expected, kept) => {
		expect(remove(text)).toEqual(
			expected === undefined ? { kind: 'unchanged' } : { kind: 'text', text: expected, kept },
		);
	});

	test('of two blocks the last one goes first', () => {
		const first = appendBlock('A=1', ['two']);
		expect(remove(appendBlock(first, ['four']))).toEqual({ kind: 'text', text: first, kept: 0 });
	});
});

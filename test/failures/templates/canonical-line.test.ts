import { describe, expect, test } from 'vitest';
import { CanonicalLine, MOST_TOKENS } from '../../../source/failures/templates/canonical-line.ts';

const line = new CanonicalLine();

function canonical(input: string | Uint8Array): string {
	const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
	line.read(bytes, 0, bytes.length);
	return new TextDecoder('utf-8', { fatal: true }).decode(line.bytes.subarray(0, line.length));
}

test.each([
	['numbers and units', 'took 5 ms, 12ms, 99.5%', 'took <*> ms, <*>, <*>'],
	['paths', 'open /etc/passwd ./a src/app.ts C:\\temp\\x a/b/c', 'open <*> <*> <*> C:<*> <*>'],
	['no paths', 'read/write of I/O and/or TCP/IP', 'read/write of I/O and/or TCP/IP'],
	['addresses', 'from jane@example.com at 10.0.0.1:80', 'from <*> at <*>:<*>'],
	['moments', '[Mon Nov 21 10:00:01 PM] x', '[<*> <*> <*> <*>:<*>:<*> <*>] x'],
	['literals', `no 'a b' in "x" of \`y\``, 'no \'<*>\' in "<*>" of `<*>`'],
	['apostrophes', "can't open; it's there", "can't open; it's there"],
	['a quote that never closes', "say 'hello there", "say 'hello there"],
	['values of keys', 'user=bob state=closed x == y', 'user=<*> state=<*> x == y'],
	['speaking keys', 'level=error msg="no such user bob" user="bob"', 'level=error msg="no such user bob" user="<*>"'],
	['JSON', '{"msg":"no route","host":"a","n":5}', '{"msg":"no route","host":"<*>","n":<*>}'],
	['JSON with escapes', '{"msg":"no \\"x\\" here","host":"a"}', '{"msg":"no \\"x\\" here","host":"<*>"}'],
	['placeholders of the sanitiser', 'to <EMAIL> from <IP:2> <*> <none> a<b>', 'to <*> from <*> <*> <none> a<b>'],
	['colours', '\u001b[31mError\u001b[0m: \u001b[1;2mno\u001b[m', 'Error: no'],
	['spaces and control characters', '  a\t\tb\u0000\u0007 c\r', 'a b c'],
	['full stops', 'Done. See docs... v1.', 'Done. See docs... <*>.'],
	['letters of all scripts', 'не удалось открыть файл', 'не удалось открыть файл'],
	['words too long for words', `x ${'a'.repeat(65)}`, 'x <*>'],
	['a byte order mark', '\uFEFFno \uFEFF', 'no \uFEFF'],
	['nothing', '', ''],
])('%s', (_, input, expected) => {
	expect(canonical(input)).toBe(expected);
	// What is canonical stays so, but for what only the original told: it must be the same wherever states meet.
	expect(canonical(canonical(input))).toBe(canonical(expected));
});

describe('hostile', () => {
	test('bytes that are no UTF-8 become text', () => {
		expect(canonical(Uint8Array.of(0x61, 0x20, 0xff, 0xc3, 0x20, 0x62))).toBe('a \uFFFD\uFFFD b');
	});

	test('a line of any length is read to a bound', () => {
		expect(canonical('word '.repeat(1_000_000)).length).toBeLessThan(1_000);
		line.read(new TextEncoder().encode('a '.repeat(5_000)), 0, 10_000);
		expect(line.tokens).toBe(MOST_TOKENS);
	});

	test('what stood before in the same buffer changes nothing', () => {
		const bytes = new TextEncoder().encode("x'quoted' text\n'quoted' text");
		line.read(bytes, 15, bytes.length);
		expect(new TextDecoder().decode(line.bytes.subarray(0, line.length))).toBe(canonical("'quoted' text"));
		line.read(bytes, 1, 14);
		expect(new TextDecoder().decode(line.bytes.subarray(0, line.length))).toBe(canonical("'quoted' text"));
	});
});

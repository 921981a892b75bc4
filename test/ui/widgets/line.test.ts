import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { THEME_NAMES } from '../../../source/core/theme-names.ts';
import { createTheme } from '../../../source/ui/theme/themes.ts';
import { TOKENS } from '../../../source/ui/theme/tokens.ts';
import { ansiLine } from '../../../source/ui/widgets/line/ansi.ts';
import { span } from '../../../source/ui/widgets/line/spans.ts';

const themed = (name: (typeof THEME_NAMES)[number]) => createTheme(name, false);
const shown = (line: string) => line.replaceAll('\u001B', '^');

describe('a line as the terminal takes it', () => {
	test.each([
		['plain text', [span('a'), span('b')], 'ab'],
		['a colour, and back', [span('a '), span('bad', 'bad'), span(' c')], 'a ^[31mbad^[39m c'],
		['two of one look', [span('a', 'good'), span('b', 'good')], '^[32mab^[39m'],
		['from one look to another', [span('a', 'good'), span('b', 'quiet')], '^[32ma^[90mb^[39m'],
		['bold without a colour', [span('a', 'title')], '^[1ma^[22m'],
		['colour, ground and bold', [span('a', 'selected')], '^[97m^[44m^[1ma^[22m^[49m^[39m'],
		['what stays on', [span('a', 'title'), span('b', 'brand')], '^[1ma^[36mb^[39m^[22m'],
		['what goes off', [span('a', 'selected'), span('b', 'good')], '^[97m^[44m^[1ma^[22m^[49m^[32mb^[39m'],
		['inverse', [span('a', 'cursor')], '^[7ma^[27m'],
		['a token that looks like nothing', [span('a', 'text')], 'a'],
		['nothing', [], ''],
	])('%s', (_, spans, line) => {
		expect(shown(ansiLine(spans, themed('dark')))).toBe(line);
	});

	test.each(THEME_NAMES)('theme %s: the text stays, and everything switched on is switched off', (name) => {
		const spans = TOKENS.map((token) => span(`<${token}>`, token));
		const line = ansiLine(spans, themed(name));
		expect(stripVTControlCharacters(line)).toBe(TOKENS.map((token) => `<${token}>`).join(''));
		if (name === 'none') expect(line).not.toContain('\u001B');
		const on = new Set<string>();
		const offs: Readonly<Record<string, (code: number) => boolean>> = {
			39: (code) => (code >= 30 && code <= 37) || (code >= 90 && code <= 97),
			49: (code) => (code >= 40 && code <= 47) || (code >= 100 && code <= 107),
			22: (code) => code === 1 || code === 2,
			27: (code) => code === 7,
		};
		for (const [, code = ''] of line.matchAll(/\[(\d+)m/g)) {
			const ends = offs[code];
			if (!ends) on.add(code);
			else for (const begun of on) if (ends(Number(begun))) on.delete(begun);
		}
		expect([...on]).toEqual([]);
	});
});

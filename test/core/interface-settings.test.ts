import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	INTERFACE_NAMES,
	INTERFACE_SETTINGS,
	type InterfaceName,
	NO_INTERFACE_SETTINGS,
	readInterfaceSection,
	shownInterface,
	spokenVariable,
	wantsScreenReader,
	wantsTitle,
} from '../../source/core/interface-settings.ts';
import { INHERITED_NAMES } from './property.ts';

const saved = (given: object) => ({ ...NO_INTERFACE_SETTINGS, ...given });

describe('the section of the user’s file', () => {
	test.each([
		[{}, {}],
		[undefined, {}],
		[
			{ theme: 'light', tui: false, title: 'off', screenReader: true },
			{ theme: 'light', tui: false, title: false, screenReader: true },
		],
		[
			{ theme: ' Colour-Blind ', tui: 'ON' },
			{ theme: 'colour-blind', tui: true },
		],
	])('%j is read', (section, expected) => {
		expect(readInterfaceSection(section)).toEqual({ settings: saved(expected), problems: [] });
	});

	test.each<[unknown, string]>([
		[{ theme: 'solarized' }, 'theme is "solarized", but must be one of: dark, light, colour-blind, none'],
		[{ tui: 'perhaps' }, 'tui is "perhaps", but must be one of: on, off'],
		[{ title: null }, 'title is null, but must be one of: on, off'],
		[{ screenReader: { a: 1 } }, 'screenReader is {"a":1}, but must be one of: on, off'],
		[{ colour: 'red' }, '"colour" is no setting of it; settings are: theme, tui, title, screenReader'],
		...INHERITED_NAMES.map((name): [unknown, string] => [{ [name]: 'on' }, 'is no setting of it; settings are: ']),
		[[], 'it is no JSON object'],
		['light', 'it is no JSON object'],
		[null, 'it is no JSON object'],
	])('%j is a problem', (section, message) => {
		const { problems } = readInterfaceSection(section);
		expect(problems).toHaveLength(1);
		expect(problems[0]).toContain(message);
	});

	test('any JSON is read or complained of, and nothing of it reaches a terminal as it is', () => {
		const section = fc.oneof(
			fc.jsonValue(),
			fc.dictionary(fc.constantFrom(...INTERFACE_NAMES, 'other'), fc.oneof(fc.jsonValue(), fc.string())),
		);
		fc.assert(
			fc.property(section, (given) => {
				const { settings, problems } = readInterfaceSection(JSON.parse(JSON.stringify(given)));
				expect(Object.keys(settings).sort()).toEqual([...INTERFACE_NAMES].sort());
				// biome-ignore lint/suspicious/noControlCharactersInRegex: that there is none is what is tested
				for (const problem of problems) expect(problem).not.toMatch(/[\u0000-\u001F\u007F-\u009F]/);
			}),
		);
	});
});

test.each<[InterfaceName, Record<string, string>, object, string]>([
	['theme', {}, {}, 'automatic'],
	['theme', {}, { theme: 'light' }, 'light'],
	['theme', { MURMUR8_THEME: 'none' }, { theme: 'light' }, 'none'],
	['tui', {}, {}, 'automatic'],
	['tui', { MURMUR8_TUI: '1' }, { tui: false }, 'on'],
	['tui', { MURMUR8_TUI: '' }, { tui: false }, 'off'],
	['title', {}, {}, 'on'],
	['title', {}, { title: false }, 'off'],
	['screenReader', {}, {}, 'off'],
	['screenReader', { ACCESSIBLE: '1' }, {}, 'on'],
])('%s with %j and %j holds as %4$s', (name, environment, kept, expected) => {
	expect(shownInterface(name, environment, saved(kept))).toBe(expected);
});

test.each<[Record<string, string>, object, boolean]>([
	[{}, {}, false],
	[{}, { screenReader: true }, true],
	[{ ACCESSIBLE: '1' }, {}, true],
	[{ ACCESSIBLE: 'yes' }, {}, true],
	[{ ACCESSIBLE: 'brltty' }, {}, true],
	[{ ACCESSIBLE: '0' }, { screenReader: true }, false],
	[{ INK_SCREEN_READER: 'true' }, {}, true],
	[{ MURMUR8_SCREEN_READER: '0', ACCESSIBLE: '1' }, {}, false],
	[{ MURMUR8_SCREEN_READER: '', ACCESSIBLE: '1' }, {}, true],
])('a screen reader with %j and %j: %j', (environment, kept, expected) => {
	expect(wantsScreenReader(environment, saved(kept))).toBe(expected);
});

test.each<[Record<string, string>, object, boolean]>([
	[{}, {}, true],
	[{}, { title: false }, false],
	[{ MURMUR8_TITLE: '1' }, { title: false }, true],
	[{ MURMUR8_TITLE: '0' }, {}, false],
	[{ MURMUR8_TITLE: 'perhaps' }, { title: false }, false],
])('the title with %j and %j: %j', (environment, kept, expected) => {
	expect(wantsTitle(environment, saved(kept))).toBe(expected);
});

test('every setting has a variable of ours, and the first that is set speaks', () => {
	for (const name of INTERFACE_NAMES) {
		const [first] = INTERFACE_SETTINGS[name].variables;
		expect(first).toMatch(/^MURMUR8_/);
		expect(spokenVariable(name, { [first ?? '']: 'x' })).toEqual({ variable: first, text: 'x' });
		expect(spokenVariable(name, {})).toBeUndefined();
	}
});

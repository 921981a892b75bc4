import { Unicode11Addon } from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toTerminalText } from '../../source/core/terminal-text.ts';
import { displayWidth } from '../../source/render/width.ts';
import { SEEDED } from '../support/seed.ts';

const CASES: readonly (readonly [given: string, shown: string])[] = [
	['user-auth', 'user-auth'],
	['  two\r\nlines\t', 'two lines'],
	['\u001B[31mred\u001B[0m\u001B]0;title\u0007', 'red'],
	['family 👩‍👩‍👧‍👦 here', 'family 👩 here'],
	['thumb 👍🏽', 'thumb 👍'],
	['heart ❤️', 'heart ❤'],
	['flag 🇩🇪🇫🇷', 'flag DEFR'],
	['key 1️⃣', 'key 1'],
	['日本語', '日本語'],
	['\u202Eevil\u2066', 'evil'],
	['e\u0301', 'é'],
	['a\u0300\u0301\u0302\u0303', 'à\u0301\u0302'],
	['한', '한'],
	['\uE000\u{F0000}', '\uFFFD\uFFFD'],
	['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴'],
	['\u200D', ''],
];

describe('foreign text on a screen', () => {
	test.each(CASES)('%j is shown as %j', (given, shown) => {
		expect(toTerminalText(given)).toBe(shown);
	});

	test('what is too long is cut', () => {
		expect(toTerminalText('x'.repeat(1_000), 20)).toBe(`${'x'.repeat(19)}…`);
	});

	test('it takes as many columns of a terminal as we count', async () => {
		const terminal = new headless.Terminal({ cols: 400, rows: 2, allowProposedApi: true });
		terminal.loadAddon(new Unicode11Addon());
		terminal.unicode.activeVersion = '11';
		const columnsOf = (text: string) =>
			new Promise<number>((resolve) => {
				terminal.reset();
				terminal.write(`${text}`, () => resolve(terminal.buffer.active.cursorX));
			});
		await fc.assert(
			fc.asyncProperty(
				fc.array(
					fc.constantFrom(
						'👩‍👩‍👧',
						'日',
						'é',
						'e\u0301',
						'🇩🇪',
						'❤️',
						'x',
						' ',
						'ﷺ',
						'ไทย',
						'한',
						'👍🏽',
						'\u0300',
						'１',
						'…',
						'\u001B[2J',
						'✓',
					),
					{ maxLength: 30 },
				),
				async (parts) => {
					const text = toTerminalText(parts.join(''));
					expect(await columnsOf(text)).toBe(displayWidth(text));
				},
			),
			SEEDED,
		);
		terminal.dispose();
	});

	test('once is enough', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(toTerminalText(toTerminalText(text))).toBe(toTerminalText(text));
			}),
			SEEDED,
		);
	});
});

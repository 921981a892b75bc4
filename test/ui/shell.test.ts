import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { THEME_NAMES } from '../../source/core/theme-names.ts';
import { createTheme } from '../../source/ui/theme/themes.ts';
import { probeScreen } from '../support/frames.tsx';
import { SAMPLE_SCREEN, sampleState } from '../support/sample-screen.tsx';
import { SEEDED } from '../support/seed.ts';
import { NOW_MS } from '../support/store.ts';

const probe = (columns = 100, rows = 24) => probeScreen(SAMPLE_SCREEN, sampleState(), { columns, rows });

describe('shell', () => {
	test('header, screen and footer', () => {
		const lines = probe(60, 10).frame().split('\n');
		expect(lines).toHaveLength(10);
		expect(lines[0]).toBe(' murmur8  acme-notes                         3 rows  ? help');
		expect(lines[1]).toMatch(/^╭─ Sample ─+╮$/);
		expect(lines.at(-1)).toMatch(/^ ↑↓ move {2}\/ type .* {2}q quit/);
	});

	test('a footer without room keeps the way out and the way to help', () => {
		const footer = probe(40, 10).frame().split('\n').at(-1);
		expect(footer).toContain('q quit');
		expect(footer).toContain('? help');
		expect(footer).not.toContain('freeze');
	});

	test.each([
		[39, 8],
		[40, 7],
		[1, 1],
		[5, 3],
	])('%i×%i is too small, and says so', (columns, rows) => {
		const frame = probe(columns, rows).frame();
		expect('terminal too small'.startsWith(frame.trim().slice(0, -1).split(' (')[0] ?? '?')).toBe(true);
	});

	test('40×8 is large enough', () => {
		expect(probe(40, 8).frame()).toContain('Sample');
	});

	test('jjj goes three down, an unknown key says where help is', () => {
		const screen = probe();
		screen.press('j', 'j', 'j');
		expect(screen.state().screen.list.selected).toBe(2);
		screen.press('Z');
		expect(screen.frame()).toContain('Z does nothing here; ? shows the keys');
		screen.press('k');
		expect(screen.frame()).not.toContain('does nothing');
	});

	test('while typing every key is text, but the way out is not', () => {
		const screen = probe();
		screen.press('/', 'q', '?', 'space', 'j');
		expect(screen.state().screen.typed).toBe('q? j');
		screen.send({ kind: 'paste', text: ' and more' });
		expect(screen.state().screen.typed).toBe('q? j and more');
		screen.press('ctrl+c');
		expect(screen.effects()).toEqual([{ kind: 'exit', exitCode: 130 }]);
	});

	test('text that nothing takes is not taken for keys', () => {
		const screen = probe();
		screen.send({ kind: 'paste', text: 'q' });
		expect(screen.effects()).toEqual([]);
		expect(screen.frame()).toContain('nothing takes text here');
	});

	test('help shows every key of where one is, and everywhere', () => {
		const screen = probe(100, 40);
		screen.press('?');
		const frame = screen.frame();
		for (const words of ['one down', 'type something', 'leave at once', 'hold the screen still'])
			expect(frame).toContain(words);
		screen.press('escape');
		expect(screen.frame()).not.toContain('type something');
	});

	test('help scrolls where it does not fit', () => {
		const screen = probe(60, 10);
		screen.press('?');
		expect(screen.frame()).toMatch(/\d+ more below/);
		screen.press(...'jjjjjjjjjjjjjjjjjjjjjjjjjjjjjj');
		expect(screen.frame()).not.toContain('more below');
		screen.press('k', 'q');
		expect(screen.frame()).toContain('Sample');
	});

	test('what comes while it is frozen waits, is counted, and is the newest of its kind then', () => {
		const screen = probe();
		screen.press('space');
		screen.send({ kind: 'event', event: ['old'], topic: 'rows', news: 5 });
		screen.send({ kind: 'event', event: ['new'], topic: 'rows', news: 7 });
		expect(screen.frame()).toContain('PAUSED 12 new');
		expect(screen.frame()).toContain('three');
		screen.press('space');
		expect(screen.frame()).not.toContain('PAUSED');
		expect(screen.state().screen.rows).toEqual(['new']);
	});

	test('an answer to a question does not wait', () => {
		const screen = probe();
		screen.press('space');
		screen.send({ kind: 'event', event: ['answer'] });
		expect(screen.state().screen.rows).toEqual(['answer']);
	});

	test('a notice goes after its time', () => {
		const screen = probe();
		screen.press('y');
		expect(screen.frame()).toContain('✓ said');
		screen.send({ kind: 'tick' }, NOW_MS + 3_999);
		expect(screen.frame()).toContain('said');
		screen.send({ kind: 'tick' }, NOW_MS + 4_000);
		expect(screen.frame()).not.toContain('said');
	});

	test('what a screen asks for is handed on', () => {
		const screen = probe();
		screen.press('a', 'y', 'ctrl+z', 'q');
		expect(screen.effects()).toEqual([
			{ kind: 'intent', intent: { ask: 'it' } },
			{ kind: 'copy', text: 'x', what: 'x' },
			{ kind: 'suspend' },
			{ kind: 'exit', exitCode: 0 },
		]);
	});

	test.each(THEME_NAMES)('theme %s draws the same characters', (name) => {
		const plain = probeScreen(
			SAMPLE_SCREEN,
			sampleState(),
			{ columns: 80, rows: 12 },
			createTheme('none', false),
		).frame();
		const themed = probeScreen(
			SAMPLE_SCREEN,
			sampleState(),
			{ columns: 80, rows: 12 },
			createTheme(name, false),
		).frame();
		expect(themed).toBe(plain);
	});

	test('the plain glyphs are plain', () => {
		const screen = probeScreen(SAMPLE_SCREEN, sampleState(), { columns: 80, rows: 30 }, createTheme('none', true));
		expect(screen.frame()).toMatch(/^[\x20-\x7E\n]*$/);
		screen.press('?');
		expect(screen.frame()).toMatch(/^[\x20-\x7E\n]*$/);
	});

	test('whatever is pressed at whatever size, it fits', () => {
		const step = fc.oneof(
			fc.constantFrom('j', 'k', '?', '/', 'escape', 'space', 'y', 'G', 'x').map((key) => ({ key })),
			fc.record({ columns: fc.integer({ min: 1, max: 140 }), rows: fc.integer({ min: 1, max: 50 }) }),
		);
		fc.assert(
			fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
				const screen = probe();
				for (const one of steps) {
					if ('key' in one) screen.press(one.key);
					else screen.send({ kind: 'resize', size: one });
				}
				screen.frame();
			}),
			SEEDED,
		);
	});
});

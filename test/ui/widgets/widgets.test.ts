import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toTerminalText } from '../../../source/core/terminal-text.ts';
import { displayWidth } from '../../../source/render/width.ts';
import type { Span } from '../../../source/ui/theme/tokens.ts';
import { cutText, fitSpans, padText, span, spread, widthOf } from '../../../source/ui/widgets/line/spans.ts';
import { wrapText } from '../../../source/ui/widgets/line/wrap.ts';
import { besides, panelLines } from '../../../source/ui/widgets/panel/layout.ts';
import { scrolled } from '../../../source/ui/widgets/scroll/state.ts';
import { reduceSelect } from '../../../source/ui/widgets/select/state.ts';
import { sparkline } from '../../../source/ui/widgets/sparkline/layout.ts';
import { type Column, headerLine, placeColumns, rowLine } from '../../../source/ui/widgets/table/layout.ts';
import { fieldSpans } from '../../../source/ui/widgets/text-field/layout.ts';
import {
	fieldText,
	insertText,
	reduceTextField,
	type TextFieldAction,
	textField,
} from '../../../source/ui/widgets/text-field/state.ts';
import { stripSpans, timelineLines } from '../../../source/ui/widgets/timeline/layout.ts';
import { listNote } from '../../../source/ui/widgets/virtual-list/layout.ts';
import { clampList, LIST_ACTIONS, LIST_START, reduceList } from '../../../source/ui/widgets/virtual-list/state.ts';
import { DARK } from '../../support/frames.tsx';
import { SEEDED } from '../../support/seed.ts';

const textOf = (spans: readonly Span[]) => spans.map(({ text }) => text).join('');
const anyText = fc.string({ unit: 'grapheme' }).map((text) => toTerminalText(text));

describe('lines', () => {
	test.each([
		['user-auth', 9, 'user-auth'],
		['user-auth', 5, 'user…'],
		['日本語', 5, '日本…'],
		['日本語', 4, '日…'],
		['abc', 1, '…'],
		['abc', 0, ''],
	])('%j in %i columns is %j', (text, width, cut) => {
		expect(cutText(text, width, '…')).toBe(cut);
	});

	test('padded and fitted lines are exactly as wide as there is room', () => {
		fc.assert(
			fc.property(fc.array(anyText, { maxLength: 4 }), fc.nat(60), (texts, width) => {
				expect(
					widthOf(
						fitSpans(
							texts.map((text) => span(text)),
							width,
							'…',
						),
					),
				).toBe(width);
				expect(widthOf([span(padText(texts[0] ?? '', width, '…', 'right'))])).toBe(width);
				expect(widthOf(spread([span(texts[0] ?? '')], [span(texts[1] ?? '')], width, '…'))).toBeLessThanOrEqual(width);
			}),
			SEEDED,
		);
	});
});

describe('panel', () => {
	test('a title, lines and a note', () => {
		const lines = panelLines(
			[[span('one')], [span('two')]],
			{ columns: 20, rows: 5 },
			{ title: [span('Runs')], note: [span('1 of 2')] },
			DARK,
		);
		expect(lines.map(textOf)).toEqual([
			'╭─ Runs ───────────╮',
			'│ one              │',
			'│ two              │',
			'│                  │',
			'╰───────── 1 of 2 ─╯',
		]);
	});

	test('whatever is in it, it has its size', () => {
		fc.assert(
			fc.property(
				fc.array(anyText),
				anyText,
				fc.integer({ min: 4, max: 50 }),
				fc.integer({ min: 2, max: 9 }),
				(texts, title, columns, rows) => {
					const lines = panelLines(
						texts.map((text) => [span(text)]),
						{ columns, rows },
						{ title: [span(title)], note: [span(title)] },
						DARK,
					);
					expect(lines).toHaveLength(rows);
					for (const line of lines) expect(widthOf(line)).toBe(columns);
					expect(besides(lines, lines).map(widthOf)).toEqual(lines.map(() => 2 * columns));
				},
			),
			SEEDED,
		);
	});
});

describe('list', () => {
	test('whatever is done, what is selected is there and on screen', () => {
		const step = fc.record({
			action: fc.constantFrom(...LIST_ACTIONS),
			count: fc.nat(200),
			rows: fc.integer({ min: 1, max: 40 }),
		});
		fc.assert(
			fc.property(fc.array(step), (steps) => {
				let list = LIST_START;
				for (const { action, count, rows } of steps) {
					list = reduceList(list, action, count, rows);
					expect(list.selected).toBeGreaterThanOrEqual(0);
					expect(list.selected).toBeLessThanOrEqual(Math.max(0, count - 1));
					expect(list.top).toBeLessThanOrEqual(list.selected);
					expect(list.selected).toBeLessThan(list.top + rows);
					// No blank rows below while there is something above.
					if (list.top > 0) expect(list.top + rows).toBeLessThanOrEqual(count);
				}
			}),
			SEEDED,
		);
	});

	test.each([
		['down', 5, 6],
		['up', 5, 4],
		['pageDown', 5, 14],
		['pageUp', 50, 41],
		['halfDown', 5, 10],
		['halfUp', 50, 45],
		['first', 50, 0],
		['last', 5, 99],
	] as const)('%s goes from %i to %i', (action, from, to) => {
		expect(reduceList(clampList({ selected: from, top: 0 }, 100, 10), action, 100, 10).selected).toBe(to);
	});

	test('says what of it is seen', () => {
		expect(listNote({ top: 11 }, 100, 23, '–')).toBe('12–34 of 100');
		expect(listNote({ top: 11 }, 100, 1, '–')).toBe('12 of 100');
		expect(listNote({ top: 99 }, 100, 23, '–')).toBe('100 of 100');
		expect(listNote(LIST_START, 3, 23, '–')).toBe('3');
		expect(listNote(LIST_START, 0, 23, '–')).toBe('');
	});
});

describe('a text that is scrolled', () => {
	test.each([
		['down', 5, 6],
		['up', 0, 0],
		['last', 5, 90],
		// Wherever it was thought to be: the first key back shows.
		['up', 4_000, 89],
		['pageDown', 85, 90],
		['first', 50, 0],
	] as const)('%s goes from line %i to %i', (action, from, to) => {
		expect(scrolled(from, action, 100, 10)).toBe(to);
	});

	test('one that fits stays where it is', () => {
		for (const action of LIST_ACTIONS) expect(scrolled(0, action, 10, 10)).toBe(0);
	});
});

describe('breaking lines', () => {
	test.each([
		['one two three', 7, ['one two', 'three']],
		['', 7, ['']],
		['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
		['日本語の機能', 5, ['日本', '語の', '機能']],
	])('%j at %i columns', (text, width, lines) => {
		expect(wrapText(text, width)).toEqual(lines);
	});

	test('nothing is lost, and nothing is wider than its room', () => {
		fc.assert(
			fc.property(anyText, fc.integer({ min: 2, max: 40 }), (text, width) => {
				const lines = wrapText(text, width);
				expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
				for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
			}),
			SEEDED,
		);
	});
});

const COLUMNS: readonly Column<string>[] = [
	{ name: 'name', title: 'NAME', align: 'left', priority: 1, width: [6, 30], grows: true, cell: (row) => span(row) },
	{ name: 'size', title: 'SIZE', align: 'right', priority: 3, width: [6, 8], cell: (row) => span(`${row.length}`) },
	{ name: 'note', title: 'NOTE', align: 'left', priority: 2, width: [10, 20], cell: () => span('a note', 'quiet') },
];

describe('table', () => {
	const draw = (room: number) => {
		const placed = placeColumns(COLUMNS, ['user-auth'], room);
		return [headerLine(placed, { column: 'name', isDescending: true }, DARK), rowLine(placed, 'user-auth', DARK)].map(
			textOf,
		);
	};

	test('columns go by their priority', () => {
		expect(draw(40)).toEqual(['NAME ▼                  SIZE  NOTE      ', 'user-auth                  9  a note    ']);
		expect(placeColumns(COLUMNS, [], 24).map(({ column }) => column.name)).toEqual(['name', 'note']);
		expect(placeColumns(COLUMNS, [], 12).map(({ column }) => column.name)).toEqual(['name']);
	});

	test('fills its room and not more', () => {
		fc.assert(
			fc.property(fc.integer({ min: 6, max: 120 }), fc.array(anyText), (room, rows) => {
				const placed = placeColumns(COLUMNS, rows, room);
				for (const row of rows) expect(widthOf(rowLine(placed, row, DARK))).toBe(room);
				expect(widthOf(headerLine(placed, undefined, DARK))).toBe(room);
			}),
			SEEDED,
		);
	});
});

describe('sparkline', () => {
	test.each([
		[[0, 1, 2, 4, 8], 5, '▁▁▂▄█'],
		[[1, undefined, 1], 3, '█ █'],
		[[0, 0], 2, '▁▁'],
		[[1, 3, 8, 8], 2, '▂█'],
		[[], 3, ''],
	])('%j in %i columns', (values, width, line) => {
		expect(sparkline(values, width, DARK.glyphs)).toBe(line);
	});
});

describe('timeline', () => {
	const bars = [
		{ name: 'alex', token: 'good', glyph: '✓', startMs: 0, durationMs: 60_000 },
		{ name: 'cass', token: 'bad', glyph: '✗', startMs: 60_000, durationMs: 60_000 },
		{ name: 'nigel', token: 'quiet', glyph: '·', durationMs: 0 },
	] as const;

	test('on one scale', () => {
		expect(timelineLines(bars, 40, DARK).map(textOf)).toEqual([
			'✓ alex      1:00 ████████████···········',
			'✗ cass      1:00 ············███████████',
			'· nigel     0:00 ·······················',
		]);
	});

	test('a bar is as long as it lasted, its time what was spent on it', () => {
		const [line] = timelineLines([{ ...bars[0], durationMs: 600_000, spentMs: 60_000 }, bars[1]], 30, DARK);
		expect(textOf(line ?? [])).toBe('✓ alex     1:00 ██████████████');
	});

	test('in one line, the past goes first', () => {
		expect(textOf(stripSpans(bars, 60, DARK))).toBe('✓ alex 1:00  ✗ cass 1:00  · nigel');
		expect(textOf(stripSpans(bars, 26, DARK))).toBe('… ✗ cass 1:00  · nigel');
	});
});

describe('text field', () => {
	test.each([
		['ab', ['left', 'backspace'], 'b', 0],
		['ab', ['start', 'delete'], 'b', 0],
		['one two ', ['deleteWord'], 'one ', 4],
		['one two', ['left', 'clear'], 'o', 0],
		['a👩‍👩‍👧b', ['left', 'backspace'], 'ab', 1],
		['ab', ['left', 'left', 'left', 'right'], 'ab', 1],
		['ab', ['start', 'end', 'right'], 'ab', 2],
		['', ['backspace', 'delete', 'deleteWord'], '', 0],
	] as const)('%j after %j', (text, actions, after, cursor) => {
		const state = (actions as readonly TextFieldAction[]).reduce(reduceTextField, textField(text));
		expect([fieldText(state), state.cursor]).toEqual([after, cursor]);
	});

	test('what is pasted is one clean line at the cursor', () => {
		const state = insertText(reduceTextField(textField('ad'), 'left'), 'b\r\n\u001B[31mc ');
		expect(fieldText(state)).toBe('ab c d');
		expect(state.cursor).toBe(5);
	});

	test('a blank is a blank', () => {
		expect(fieldText(insertText(textField('a'), ' '))).toBe('a ');
	});

	test('masked, nothing of it is shown', () => {
		expect(textOf(fieldSpans(textField('secret'), { isFocused: true, isMasked: true }, 12, DARK))).toBe('••••••      ');
	});

	test('of a long text the part at the cursor is seen', () => {
		expect(textOf(fieldSpans(textField('0123456789'), { isFocused: true }, 5, DARK))).toBe('6789 ');
		expect(textOf(fieldSpans(reduceTextField(textField('0123456789'), 'start'), { isFocused: true }, 5, DARK))).toBe(
			'0123…',
		);
	});

	test('always as wide as its room', () => {
		fc.assert(
			fc.property(
				anyText,
				fc.nat(9),
				fc.integer({ min: 2, max: 40 }),
				fc.boolean(),
				(text, lefts, width, isFocused) => {
					const state = Array.from({ length: lefts }).reduce<ReturnType<typeof textField>>(
						(one) => reduceTextField(one, 'left'),
						textField(text),
					);
					expect(widthOf(fieldSpans(state, { isFocused, placeholder: 'type' }, width, DARK))).toBe(width);
				},
			),
			SEEDED,
		);
	});
});

test('select goes round, chooses one and several', () => {
	const options = ['a', 'b', 'c'];
	let state = { selected: 0, chosen: new Set(['a']) as ReadonlySet<string> };
	state = reduceSelect(state, 'up', options);
	expect(state.selected).toBe(2);
	state = reduceSelect(state, 'toggle', options);
	expect([...state.chosen]).toEqual(['a', 'c']);
	state = reduceSelect(reduceSelect(state, 'down', options), 'toggle', options);
	expect([...state.chosen]).toEqual(['c']);
	expect([...reduceSelect(state, 'choose', options).chosen]).toEqual(['a']);
	expect(reduceSelect(state, 'toggle', [])).toBe(state);
});

import { formatAge, formatBytes } from '../../../core/format.ts';
import type { QueueRow } from '../../../core/settings-screen/facts.ts';
import { SECTIONS, type SettingRow } from '../../../core/settings-screen/rows.ts';
import type { SentPreview } from '../../../core/settings-screen/sent.ts';
import type { Size } from '../../screen.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { padText, span, spread } from '../../widgets/line/spans.ts';
import { wrapText } from '../../widgets/line/wrap.ts';
import { besides, innerWidth, panelLines } from '../../widgets/panel/layout.ts';
import { listLine } from '../../widgets/virtual-list/layout.ts';
import { settingLine } from './setting-lines.ts';
import type { ConfigState } from './state.ts';

type Lines = readonly (readonly Span[])[];

const WIDE = 100;
const NARROW = 60;
const FRAME_ROWS = 2;
const RESULTS_SHOWN = 4;
const PART_COLUMNS = 16;
const POINTER_COLUMNS = 2;

interface Block {
	readonly lines: Lines;
	/** Line of the pointer in it, if it is there. */
	readonly focus: number | undefined;
}

/** What is to be said of the row that the pointer stands on: what it is, and while it is typed, what it takes. */
function hintOf({ meaning, accepts, problem, lockedBy }: SettingRow, isEdited: boolean, width: number): Lines {
	// What is wrong says at its end what is right.
	if (problem !== undefined) return wrapText(problem, width).map((text) => [span(`  ${text}`, 'bad')]);
	if (lockedBy !== undefined) return [[span(`  ${lockedBy} in the environment holds`, 'warn')]];
	return [[span(`  ${isEdited ? accepts : meaning}`, 'quiet')]];
}

function settingsBlock(state: ConfigState, section: string, width: number, theme: Theme): Block {
	const { facts, list, mode } = state;
	const inside = innerWidth(width);
	const lines: (readonly Span[])[] = [];
	let focus: number | undefined;
	for (const [index, row] of facts.rows.entries()) {
		if (row.section !== section) continue;
		const isSelected = index === list.selected;
		const field = mode.kind === 'edit' && mode.name === row.name ? mode.field : undefined;
		lines.push(settingLine(row, { isSelected, field }, inside, theme));
		if (!isSelected) continue;
		const hint = hintOf(row, field !== undefined, inside - POINTER_COLUMNS);
		focus = lines.length + hint.length - 1;
		lines.push(...hint);
	}
	const size = { columns: width, rows: lines.length + FRAME_ROWS };
	return {
		lines: panelLines(lines, size, { title: [span(section, 'title')], isActive: focus !== undefined }, theme),
		focus,
	};
}

function eventLine(row: QueueRow, isSelected: boolean, width: number, nowMs: number, theme: Theme): readonly Span[] {
	const { glyphs } = theme;
	const glyph = row.state === 'rejected' ? span(`${glyphs.bad} `, 'bad') : span(`${glyphs.idle} `, 'quiet');
	const left = [
		glyph,
		span(padText(row.slug, 16, glyphs.ellipsis)),
		span(` ${row.words}`, row.state === 'rejected' ? 'bad' : 'quiet'),
	];
	const right = [span(` ${formatAge(row.sinceMs, nowMs)}`, 'quiet')];
	return listLine(spread(left, right, width - 2, glyphs.ellipsis), { isSelected }, width, theme);
}

/** @param least rows that it takes at least */
function queueBlock({ facts, list }: ConfigState, width: number, least: number, nowMs: number, theme: Theme): Block {
	const { queue, rows } = facts;
	const inside = innerWidth(width);
	const rejected = queue.filter(({ state }) => state === 'rejected').length;
	const selected = list.selected - rows.length;
	const lines =
		queue.length === 0
			? [[span('  nothing waits, nothing was rejected', 'quiet')]]
			: queue.map((row, index) => eventLine(row, index === selected, inside, nowMs, theme));
	const title = [span(`Queue ${queue.length - rejected} ${theme.glyphs.dot} rejected ${rejected}`, 'title')];
	const size = { columns: width, rows: Math.max(least, lines.length + FRAME_ROWS) };
	const isActive = selected >= 0;
	return { lines: panelLines(lines, size, { title, isActive }, theme), focus: isActive ? selected + 1 : undefined };
}

/** The left side: sections one below the other, scrolled so that the pointer is seen. */
function settingsColumn(state: ConfigState, size: Size, nowMs: number, theme: Theme): Lines {
	const sections = SECTIONS.map((section) => settingsBlock(state, section, size.columns, theme));
	const taken = sections.reduce((sum, { lines }) => sum + lines.length, 0);
	const blocks = [...sections, queueBlock(state, size.columns, size.rows - taken, nowMs, theme)];
	let offset = 0;
	let focus = 0;
	for (const block of blocks) {
		if (block.focus !== undefined) focus = offset + block.focus;
		offset += block.lines.length;
	}
	const all = blocks.flatMap(({ lines }) => lines);
	// Two lines more, so that the hint below the pointer and the border are seen as well.
	const top = Math.max(0, Math.min(focus + 3 - size.rows, all.length - size.rows));
	return filled(all.slice(top, top + size.rows), size, theme);
}

/** Exactly so many rows. */
function filled(lines: Lines, { columns, rows }: Size, _theme: Theme): Lines {
	const blank = [span(' '.repeat(columns))];
	return Array.from({ length: rows }, (_, row) => lines[row] ?? blank);
}

function partLine(part: SentPreview['parts'][number], width: number, theme: Theme): readonly Span[] {
	const { ellipsis } = theme.glyphs;
	const label = span(padText(part.name, PART_COLUMNS, ellipsis), part.isWithheld ? 'quiet' : 'text');
	const words = part.isWithheld ? span('withheld', 'warn') : span(part.words, 'quiet');
	return spread([label, words], [span(`  ${part.class ?? 'unclassified'}`, 'quiet')], width, ellipsis);
}

/** What leaves at the audience of the screen. */
function sentLines({ facts }: ConfigState, width: number, theme: Theme): Lines {
	const preview = facts.previews.find(({ audience }) => audience === facts.audience);
	if (!preview)
		return [
			[span('No run is recorded here yet; record one to see what would leave:', 'quiet')],
			[span('murmur8 run start <slug>', 'accent')],
		];
	const sent = preview.parts
		.filter(({ isWithheld }) => !isWithheld)
		.toSorted((one, other) => Number(one.isWithheld) - Number(other.isWithheld));
	const withheld = preview.parts.filter(({ isWithheld }) => isWithheld);
	const head =
		preview.sizeBytes === undefined
			? [[span(`Nothing leaves: ${preview.note ?? ''}`, 'warn')]]
			: [
					[
						span(
							`POST ${facts.host ?? 'no endpoint'} ${theme.glyphs.dot} ${facts.wire} ${theme.glyphs.dot} ${formatBytes(preview.sizeBytes)}`,
						),
					],
				];
	return [...head, ...[...withheld, ...sent].map((part) => partLine(part, width, theme))];
}

function resultLines({ facts, tested }: ConfigState, nowMs: number, { glyphs }: Theme): Lines {
	const rows = tested ? [{ ...tested, words: `test: ${tested.words}` }, ...facts.results] : facts.results;
	if (rows.length === 0) return [[span('nothing was sent yet; t sends a test event', 'quiet')]];
	return rows
		.slice(0, RESULTS_SHOWN)
		.map(({ isGood, words, atMs }) => [
			span(isGood ? `${glyphs.good} ` : `${glyphs.bad} `, isGood ? 'good' : 'bad'),
			span(words),
			span(`, ${formatAge(atMs, nowMs)}`, 'quiet'),
		]);
}

function sentColumn(state: ConfigState, size: Size, nowMs: number, theme: Theme): Lines {
	const inside = innerWidth(size.columns);
	const remarks = state.facts.remarks.map((remark): readonly Span[] => [span(remark, 'warn')]);
	const results = [...remarks, ...resultLines(state, nowMs, theme)];
	const resultRows = Math.min(results.length + FRAME_ROWS, Math.max(3, Math.floor(size.rows / 2)));
	const title = [span(`What leaves at ${state.facts.audience}`, 'title')];
	const note = [span('v show bytes   a all audiences', 'quiet')];
	const upper = { columns: size.columns, rows: size.rows - resultRows };
	return [
		...panelLines(sentLines(state, inside, theme), upper, { title, note }, theme),
		...panelLines(
			results,
			{ columns: size.columns, rows: resultRows },
			{ title: [span('Last results', 'title')] },
			theme,
		),
	];
}

/** The whole screen between header and footer, row by row. */
export function configLines(state: ConfigState, size: Size, nowMs: number, theme: Theme): Lines {
	const { columns, rows } = size;
	if (columns >= WIDE) {
		const left = Math.floor(columns * 0.54);
		return besides(
			settingsColumn(state, { columns: left, rows }, nowMs, theme),
			sentColumn(state, { columns: columns - left, rows }, nowMs, theme),
		);
	}
	const lower = columns >= NARROW && rows >= 26 ? Math.floor(rows * 0.4) : 0;
	const upper = settingsColumn(state, { columns, rows: rows - lower }, nowMs, theme);
	return lower === 0 ? upper : [...upper, ...sentColumn(state, { columns, rows: lower }, nowMs, theme)];
}

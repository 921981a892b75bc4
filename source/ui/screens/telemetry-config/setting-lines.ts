import type { SettingRow } from '../../../core/settings-screen/rows.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { fitSpans, padText, span, spread, widthOf } from '../../widgets/line/spans.ts';
import { fieldSpans } from '../../widgets/text-field/layout.ts';
import type { TextFieldState } from '../../widgets/text-field/state.ts';
import { listLine } from '../../widgets/virtual-list/layout.ts';

const LABEL_COLUMNS = 14;
/** Pointer and mark of a list's row. */
const POINTER_COLUMNS = 2;

export interface RowLook {
	readonly isSelected: boolean;
	/** What is being typed into it. */
	readonly field: TextFieldState | undefined;
}

/** All choices in one line, the one that holds marked. */
function choiceSpans({ choices = [], text }: SettingRow, { glyphs }: Theme): readonly Span[] {
	return choices.flatMap((choice) =>
		choice === text ? [span(`${glyphs.chosen} ${choice}  `, 'accent')] : [span(`  ${choice}  `, 'quiet')],
	);
}

function valueSpans(row: SettingRow, room: number, theme: Theme): readonly Span[] {
	if (row.problem !== undefined) return [span(row.shown ?? '', 'bad'), span(` ${theme.glyphs.bad} see below`, 'bad')];
	if (row.choices) {
		const all = choiceSpans(row, theme);
		return widthOf(all) <= room ? all : [span('< ', 'quiet'), span(row.text, 'accent'), span(' >', 'quiet')];
	}
	return row.shown === undefined ? [span('not set', 'quiet')] : [span(row.shown)];
}

/** Where the value comes from, if that is worth a word. */
function tagOf({ lockedBy, isInert, isDirty, source }: SettingRow): Span {
	if (isDirty) return span('not saved', 'warn');
	if (lockedBy !== undefined) return span('locked by environment', 'warn');
	if (isInert) return span('waits for trust', 'warn');
	return span(source === 'default' ? '' : source === 'dotenv' ? '.env' : source, 'quiet');
}

export function settingLine(row: SettingRow, look: RowLook, width: number, theme: Theme): readonly Span[] {
	const { ellipsis } = theme.glyphs;
	const label = span(padText(row.label, LABEL_COLUMNS, ellipsis), 'title');
	if (look.field) {
		const room = Math.max(1, width - POINTER_COLUMNS - LABEL_COLUMNS);
		const placeholder = row.isSecret ? 'paste the key' : row.accepts;
		const typed = fieldSpans(look.field, { isFocused: true, isMasked: row.isSecret, placeholder }, room, theme);
		// Not in the colours of a selected row: the cursor must be seen.
		return fitSpans([span(`${theme.glyphs.pointer} `, 'accent'), label, ...typed], width, ellipsis);
	}
	const tag = [span(' '), tagOf(row)];
	const room = width - POINTER_COLUMNS - LABEL_COLUMNS - widthOf(tag);
	const line = spread([label, ...valueSpans(row, room, theme)], tag, width - POINTER_COLUMNS, ellipsis);
	return listLine(line, { isSelected: look.isSelected, isMarked: row.isDirty }, width, theme);
}

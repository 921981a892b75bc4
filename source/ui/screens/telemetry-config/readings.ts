import { wrapText } from '../../widgets/line/wrap.ts';
import { innerWidth } from '../../widgets/panel/layout.ts';
import type { ConfigState, Reading } from './state.ts';

const NOT_SET = 'not set';
const INERT = ' (does nothing until this project is trusted)';

/** What is changed, old beside new; of a key only its end. */
export function changeLines({ draft, facts }: ConfigState): readonly string[] {
	return [...draft].map(([name, text]) => {
		const row = facts.rows.find((each) => each.name === name);
		if (!row) return name;
		// What is inert is not what holds.
		const isWaiting = row.isInert && text !== undefined;
		const now = isWaiting ? `${row.choices ? text : row.shown}${INERT}` : (row.shown ?? NOT_SET);
		return `${row.label}: ${row.saved ?? NOT_SET} -> ${now}${text === undefined ? ' (taken out)' : ''}`;
	});
}

const previewOf = ({ facts }: ConfigState) => facts.previews.find(({ audience }) => audience === facts.audience);

/** The body at the audience of the screen. */
export function bytesLines(state: ConfigState): readonly string[] {
	const preview = previewOf(state);
	if (!preview) return ['No run is recorded here; murmur8 run start <slug>'];
	return preview.sizeBytes === undefined ? [`Nothing leaves: ${preview.note}`] : preview.lines;
}

const NAME_COLUMNS = 17;
const GAP = 2;

/** Parts of the event down, audiences across. */
export function audienceLines({ facts }: ConfigState): readonly string[] {
	const { previews } = facts;
	const names = [...new Set(previews.flatMap(({ parts }) => parts.map(({ name }) => name)))];
	const across = (cells: readonly string[]) =>
		cells
			.map((cell, index) => cell.padEnd((previews[index]?.audience.length ?? 0) + GAP))
			.join('')
			.trimEnd();
	const cell = (name: string, index: number) => {
		const part = previews[index]?.parts.find((each) => each.name === name);
		return part && !part.isWithheld ? 'yes' : '-';
	};
	return [
		`${''.padEnd(NAME_COLUMNS)}${across(previews.map(({ audience }) => audience))}`,
		...names.map((name) => `${name.padEnd(NAME_COLUMNS)}${across(previews.map((_, index) => cell(name, index)))}`),
		'',
		...previews.flatMap(({ audience, note }) => (note === undefined ? [] : [`${audience}: ${note}`])),
	];
}

const INDENT = /^ */;

/** A text as it is read at a width: what is longer goes on below, as far in as it began. */
export function readingLines({ lines }: Reading, columns: number): readonly string[] {
	const width = innerWidth(columns);
	return lines.flatMap((line) => {
		const [indent = ''] = INDENT.exec(line) ?? [];
		const room = width - indent.length;
		return room < LEAST_ROOM ? [line] : wrapText(line.slice(indent.length), room).map((part) => indent + part);
	});
}

/** Where so little is left beside the indentation, lines are cut instead. */
const LEAST_ROOM = 10;

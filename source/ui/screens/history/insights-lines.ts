import type { Insights } from '../../../core/insights/insights.ts';
import { type InsightSection, insightSections, insightsHeadline } from '../../../render/insights-text.ts';
import { displayWidth } from '../../../render/width.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { padText, span } from '../../widgets/line/spans.ts';

type Lines = readonly (readonly Span[])[];

const GAP = 2;

function widthsOf(rows: InsightSection['rows']): readonly number[] {
	const columns = Math.max(0, ...rows.map((cells) => cells.length));
	return Array.from({ length: columns }, (_, index) =>
		Math.max(...rows.map((cells) => displayWidth(cells[index] ?? ''))),
	);
}

/** Cells below each other where they have no room beside each other: a figure that is cut off is none. */
function rowLines(cells: readonly string[], widths: readonly number[], width: number, ellipsis: string): Lines {
	const [name = '', ...rest] = cells;
	const whole = widths.reduce((sum, each) => sum + GAP + each, 0);
	if (whole > width) {
		return [[span(`  ${name}`)], ...rest.filter((cell) => cell !== '').map((cell) => [span(`    ${cell}`, 'quiet')])];
	}
	const padded = rest.map((cell, index) => `  ${padText(cell, widths[index + 1] ?? 0, ellipsis)}`);
	return [[span(`  ${padText(name, widths[0] ?? 0, ellipsis)}`), span(padded.join(''), 'quiet')]];
}

function sectionLines({ title, rows, otherwise }: InsightSection, width: number, { glyphs }: Theme): Lines {
	const widths = widthsOf(rows);
	return [
		[],
		[span(title, 'title')],
		...(rows.length === 0 ? [[span(`  ${otherwise}`, 'quiet')]] : []),
		...rows.flatMap((cells) => rowLines(cells, widths, width, glyphs.ellipsis)),
	];
}

/** What the runs that are shown say together. @param formatTime Unix milliseconds to local date and time */
export function insightsLines(
	insights: Insights,
	width: number,
	theme: Theme,
	formatTime: (ms: number) => string,
): Lines {
	const headline: Lines = [[span(insightsHeadline(insights))]];
	if (insights.runs === 0) return headline;
	return [...headline, ...insightSections(insights, formatTime).flatMap((each) => sectionLines(each, width, theme))];
}

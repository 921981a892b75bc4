import uPlot from 'uplot';
import type { SeriesAnswer, SeriesBucket } from '../../core/api/series.ts';
import type { ChartSeries, ChartSpec } from './chart-specs.ts';
import { element, note } from './dom.ts';
import { axisTimeText, momentText } from './format.ts';
import { table } from './table.ts';

const HEIGHT = 190;
/** Lines are told apart without their colours, too. */
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [4, 2], [1, 3], [12, 4, 4, 4]];

/** Inside its padding. */
const widthOf = (figure: HTMLElement) => Math.max(200, figure.clientWidth - 30);

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

type Plotted = uPlot.AlignedData;

/** Bars stand in front of those that they are a part of; what is nothing has no bar that another one's edge shows. */
function stacked(series: readonly ChartSeries[]): readonly ChartSeries[] {
	let sums: readonly number[] = [];
	const piled = series.map((one) => {
		sums = one.values.map((value, index) => (value ?? 0) + (sums[index] ?? 0));
		return { ...one, values: sums.map((sum, index) => (one.values[index] ? sum : null)) };
	});
	return piled.reverse();
}

function seriesOptions(spec: ChartSpec, { name, colour: varName }: ChartSeries, index: number): uPlot.Series {
	const stroke = colour(varName);
	if (spec.form === 'lines') {
		const dash = DASHES[index % DASHES.length] ?? [];
		return { label: name, stroke, width: 2, dash, spanGaps: true, points: { show: true, size: 5, fill: stroke } };
	}
	const paths = uPlot.paths.bars?.({ size: [0.8, 40], align: 1 });
	return { label: name, stroke, fill: stroke, width: 0, points: { show: false }, ...(paths ? { paths } : {}) };
}

function options(spec: ChartSpec, series: readonly ChartSeries[], bucketMs: number, width: number): uPlot.Options {
	const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
	return {
		width,
		height: HEIGHT,
		legend: { show: false },
		cursor: { drag: { x: false, y: false }, points: { show: spec.form === 'lines' } },
		scales: {
			// The last bucket has its room, too.
			x: { time: true, range: (_plot, least, most) => [least, most + bucketMs / 1_000] },
			y: { range: (_plot, _least, most) => [0, spec.most ?? (most > 0 ? most * 1.1 : 1)] },
		},
		axes: [
			{ ...axis, size: 30, values: (_plot, splits) => splits.map((seconds) => axisTimeText(seconds * 1_000)) },
			{
				...axis,
				size: 66,
				values: (_plot, splits) => splits.map((value) => (spec.axis ?? spec.format)(value)),
				...(spec.steps ? { incrs: [...spec.steps] } : {}),
			},
		],
		series: [{}, ...series.map((one, index) => seriesOptions(spec, one, index))],
	};
}

function legend(series: readonly ChartSeries[]): HTMLElement {
	const items = series.map(({ name, colour: varName }) => {
		const swatch = element('span', { class: 'swatch', 'aria-hidden': 'true' });
		swatch.style.background = `var(${varName})`;
		return element('li', {}, swatch, name);
	});
	return element('ul', { class: 'legend', 'aria-label': 'Legend' }, ...items);
}

/** The numbers of the picture; only what happened, newest first. */
function numbers(spec: ChartSpec, buckets: readonly SeriesBucket[]): HTMLElement {
	const rows = buckets
		.map(({ fromMs }, index) => ({ fromMs, values: spec.series.map(({ values }) => values[index] ?? null) }))
		.filter(({ values }) => values.some((value) => value !== null && value !== 0))
		.reverse();
	return table(
		`${spec.title}, ${spec.unit}`,
		[
			{ title: 'From', cell: ({ fromMs }) => momentText(fromMs) },
			...spec.series.map(({ name }, index) => ({
				title: name,
				isNumber: true as const,
				cell: ({ values }: (typeof rows)[number]) => {
					const value = values[index] ?? null;
					return value === null ? '–' : spec.format(value);
				},
			})),
		],
		rows,
	);
}

function summary({ title, unit, series, format }: ChartSpec): string {
	const parts = series.map(({ name, values }) => {
		const known = values.filter((value) => value !== null);
		return `${name} at most ${format(known.reduce((one, other) => Math.max(one, other), 0))}`;
	});
	return `${title}, ${unit}: ${parts.join(', ')}. The table below has all numbers.`;
}

/** A figure that is drawn anew with every answer; whether its table is open stays as it was. */
export interface Chart {
	readonly figure: HTMLElement;
	/** @param withheld why the audience sees nothing of it */
	readonly show: (spec: ChartSpec, answer: SeriesAnswer, withheld: string | undefined) => void;
	readonly resize: () => void;
}

export function createChart(id: string): Chart {
	const caption = element('figcaption');
	const body = element('div');
	const disclosure = element('details', { id: `${id}-table` }, element('summary', {}, 'Numbers as a table'));
	const figure = element('figure', { id: `chart-${id}` }, caption, body, disclosure);
	let plot: uPlot | undefined;
	return {
		figure,
		show: (spec, { buckets, bucketMs }, withheld) => {
			plot?.destroy();
			plot = undefined;
			caption.replaceChildren(`${spec.title} `, element('span', {}, spec.unit));
			while (disclosure.childNodes.length > 1) disclosure.lastChild?.remove();
			const hasNone = withheld !== undefined || spec.series.length === 0;
			disclosure.hidden = hasNone;
			if (hasNone) return body.replaceChildren(note(withheld ?? spec.none, withheld !== undefined));
			const box = element('div', { class: 'plot', role: 'img', 'aria-label': summary(spec) });
			body.replaceChildren(box, legend(spec.series));
			const drawn = spec.form === 'stacked' ? stacked(spec.series) : spec.series;
			const x = buckets.map(({ fromMs }) => fromMs / 1_000);
			const data = [x, ...drawn.map(({ values }) => [...values])] as Plotted;
			plot = new uPlot(options(spec, drawn, bucketMs, widthOf(figure)), data, box);
			disclosure.append(numbers(spec, buckets));
		},
		resize: () => plot?.setSize({ width: widthOf(figure), height: HEIGHT }),
	};
}

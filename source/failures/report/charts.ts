import type { DayCounts, Report } from './report.ts';

const DAY_MS = 86_400_000;
const DAYS_SHOWN = 30;
const WIDTH = 720;
const HEIGHT = 220;
const PLOT = { left: 56, top: 44, right: 16, bottom: 34 } as const;

/** One colour of a stack, with its word: a legend that does not rest on colour alone stands above. */
interface Series {
	readonly key: keyof DayCounts;
	readonly label: string;
}

export interface Chart {
	/** Without date and ending. */
	readonly name: string;
	readonly title: string;
	readonly series: readonly Series[];
}

export const CHARTS: readonly Chart[] = [
	{
		name: 'trend-errors',
		title: 'Errors a day',
		series: [
			{ key: 'error', label: 'severity 7 and more' },
			{ key: 'warning', label: '4 to 6.9' },
			{ key: 'info', label: 'below 4' },
		],
	},
	{ name: 'trend-groups', title: 'Different failures a day', series: [{ key: 'groups', label: 'groups' }] },
];

/** A card of its own colours, so that it can be read on any page; it follows the reader's preference where it is known. */
const STYLE = `
.card{fill:#ffffff;stroke:#d0d7de}.text{fill:#1f2328;font:12px system-ui,sans-serif}.title{fill:#1f2328;font:600 14px system-ui,sans-serif}
.line{stroke:#d0d7de;stroke-width:1}.error{fill:#b3261e}.warning{fill:#c27803}.info{fill:#5b7f9e}.groups{fill:#3f6fb5}
@media (prefers-color-scheme:dark){.card{fill:#161b22;stroke:#3d444d}.text,.title{fill:#e6edf3}.line{stroke:#3d444d}
.error{fill:#ff7b72}.warning{fill:#e3b341}.info{fill:#8fb4d4}.groups{fill:#79a8f0}}`.replaceAll('\n', '');

/** The next of 1, 2, 3, 4, 6, 8, 10, 20 …: an axis that ends there has round figures. */
function roundUp(value: number): number {
	const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
	const step = [1, 2, 3, 4, 6, 8, 10].find((factor) => factor * power >= value) ?? 10;
	return step * power;
}

const round = (value: number): string => String(Math.round(value * 10) / 10);

const sumOf = (counts: DayCounts | undefined, series: readonly Series[]): number =>
	series.reduce((sum, { key }) => sum + (counts?.[key] ?? 0), 0);

function legend(series: readonly Series[]): string {
	if (series.length < 2) return '';
	let x = WIDTH - PLOT.right;
	return series
		.toReversed()
		.map(({ key, label }) => {
			x -= label.length * 6.4 + 28;
			return `<rect class="${key}" x="${round(x)}" y="17" width="10" height="10"/><text class="text" x="${round(x + 14)}" y="26">${label}</text>`;
		})
		.join('');
}

/** Occurrences of the last 30 days as bars. */
export function renderChart({ title, series }: Chart, { days, nowMs }: Report, toIso: (ms: number) => string): string {
	const today = Math.floor(nowMs / DAY_MS);
	const shown = Array.from({ length: DAYS_SHOWN }, (_, index) => today - DAYS_SHOWN + 1 + index);
	const most = roundUp(Math.max(1, ...shown.map((day) => sumOf(days.get(day), series))));
	const [width, height] = [WIDTH - PLOT.left - PLOT.right, HEIGHT - PLOT.top - PLOT.bottom];
	const step = width / DAYS_SHOWN;
	const y = (value: number): number => PLOT.top + height - (value / most) * height;
	const dateOf = (day: number) => toIso(day * DAY_MS).slice(0, 10);
	const grid = [0, 0.5, 1]
		.filter((part) => Number.isInteger(part * most))
		.map((part) => {
			const at = round(y(part * most));
			return `<line class="line" x1="${PLOT.left}" y1="${at}" x2="${WIDTH - PLOT.right}" y2="${at}"/><text class="text" x="${PLOT.left - 8}" y="${round(y(part * most) + 4)}" text-anchor="end">${part * most}</text>`;
		});
	const bars = shown.flatMap((day, index) => {
		let below = 0;
		return series.flatMap(({ key, label }) => {
			const count = days.get(day)?.[key] ?? 0;
			if (count === 0) return [];
			const [from, to] = [y(below), y(below + count)];
			below += count;
			// One occurrence among thousands is still seen.
			const tall = Math.max(1.5, from - to);
			return `<rect class="${key}" x="${round(PLOT.left + index * step + step * 0.15)}" y="${round(from - tall)}" width="${round(step * 0.7)}" height="${round(tall)}"><title>${dateOf(day)}: ${count} ${label}</title></rect>`;
		});
	});
	const dates = [0, 10, 20, DAYS_SHOWN - 1].map((index) => {
		const anchor = index === 0 ? 'start' : index === DAYS_SHOWN - 1 ? 'end' : 'middle';
		const x =
			index === 0 ? PLOT.left : index === DAYS_SHOWN - 1 ? WIDTH - PLOT.right : PLOT.left + (index + 0.5) * step;
		return `<text class="text" x="${round(x)}" y="${HEIGHT - 12}" text-anchor="${anchor}">${dateOf(shown[index] ?? today)}</text>`;
	});
	const older = [...days].reduce(
		(sum, [day, counts]) => (day < (shown[0] ?? 0) ? sum + sumOf(counts, series) : sum),
		0,
	);
	const note = older > 0 ? `${title}, last ${DAYS_SHOWN} days (${older} before)` : `${title}, last ${DAYS_SHOWN} days`;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${note}">`,
		`<style>${STYLE}</style><rect class="card" x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="6"/>`,
		`<text class="title" x="16" y="26">${note}</text>${legend(series)}`,
		...grid,
		...bars,
		...dates,
		'</svg>\n',
	].join('\n');
}

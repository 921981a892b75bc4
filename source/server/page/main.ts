import { SEEDED_WORDS } from '../../core/live/seeded-words.ts';
import type { Answers, RunAnswer } from './answers.ts';
import { type Chart, createChart } from './chart.ts';
import { chartSpecs } from './chart-specs.ts';
import { ask, type Filters, keepToken, TokenWanted } from './client.ts';
import { showDetails } from './details.ts';
import { byId, element, place } from './dom.ts';
import { createFilters, suggestFeatures } from './filters.ts';
import { follow } from './follow.ts';
import { deliverySection, failuresSection, RUNS_WITHHELD, runsSection, stagesSection } from './sections.ts';

const CHARTS = ['throughput', 'success', 'durations', 'cost', 'fingerprints', 'churn'];
/** The charts that need no facts of runs, but that there were some. */
const WITHOUT_FACTS = ['throughput'];
const SHOWN_RUNS = '50';
const OFF_WORDS = 'Telemetry is off: nothing is shown.';

const charts = new Map(CHARTS.map((id): readonly [string, Chart] => [id, createChart(id)]));
place('charts').append(...[...charts.values()].map(({ figure }) => figure));

let known: ReadonlySet<string> | undefined;
let isLoading = false;
let isWanted = false;

const get = async <Path extends keyof Answers>(path: Path, filters: Filters): Promise<Answers[Path]> =>
	(await ask(path, filters)) as Answers[Path];

function showBanner({ source, withheld }: Answers['/api/v1/health']): void {
	const words = withheld.length === 2 ? OFF_WORDS : source === 'seeded' ? SEEDED_WORDS : '';
	const banner = place('banner');
	if (banner.textContent !== words) banner.textContent = words;
	banner.hidden = words === '';
}

function healthWords({
	score,
	grade,
	succeeded,
	runs,
	withheld,
}: Answers['/api/v1/health']): readonly (Node | string)[] {
	if (withheld.includes('user')) return ['health withheld'];
	if (score === null || grade === null) return ['no runs in this window'];
	return [element('span', { class: 'grade' }, grade), ` ${score} % · ${succeeded} of ${runs} runs succeeded`];
}

function showProblem(error: unknown): void {
	const isToken = error instanceof TokenWanted;
	byId('token', HTMLFormElement).hidden = !isToken;
	const words = error === undefined || isToken ? '' : error instanceof Error ? error.message : String(error);
	place('problem').textContent = words;
	place('problem').hidden = words === '';
}

async function openRun(runId: string): Promise<void> {
	try {
		showDetails((await ask(`/api/v1/runs/${encodeURIComponent(runId)}`)) as RunAnswer);
	} catch (error) {
		showProblem(error);
	}
}

function showRuns(answer: Answers['/api/v1/runs']): void {
	const ids = new Set(answer.runs.flatMap(({ runId }) => (typeof runId === 'string' ? [runId] : [])));
	const before = known;
	const fresh = new Set(before === undefined ? [] : [...ids].filter((id) => !before.has(id)));
	known = ids;
	place('runs').replaceChildren(runsSection(answer, fresh, (runId) => void openRun(runId)));
	suggestFeatures(answer);
}

/** Filters that an address takes. */
const only = (filters: Filters, ...names: readonly string[]): Filters =>
	Object.fromEntries(Object.entries(filters).filter(([name]) => names.includes(name)));

function showCharts(series: Answers['/api/v1/series']): void {
	const isWithheld = series.withheld.includes('user');
	for (const spec of chartSpecs(series)) {
		const withheld = isWithheld && !WITHOUT_FACTS.includes(spec.id) ? RUNS_WITHHELD : undefined;
		charts.get(spec.id)?.show(spec, series, withheld);
	}
}

function showHealth(health: Answers['/api/v1/health']): void {
	showBanner(health);
	place('health').replaceChildren(...healthWords(health));
}

/** Each part is shown as soon as it is there; what is looked for first is asked for first. */
async function load(filters: Filters): Promise<void> {
	await Promise.all([
		get('/api/v1/runs', { ...filters, limit: SHOWN_RUNS }).then(showRuns),
		get('/api/v1/health', only(filters, 'window', 'feature')).then(showHealth),
		get('/api/v1/series', filters).then(showCharts),
		get('/api/v1/stages', filters).then((stages) => place('stages').replaceChildren(stagesSection(stages))),
		get('/api/v1/failures/summary', filters).then((found) => place('failures').replaceChildren(failuresSection(found))),
		get('/api/v1/delivery', {}).then((delivery) => place('delivery').replaceChildren(deliverySection(delivery))),
	]);
}

const filters = createFilters(() => {
	known = undefined;
	void refresh();
});

/** Loads what is shown; what is asked for meanwhile is loaded once after it. */
async function refresh(): Promise<void> {
	isWanted = true;
	if (isLoading) return;
	isLoading = true;
	while (isWanted) {
		isWanted = false;
		try {
			await load(filters.read());
			showProblem(undefined);
		} catch (error) {
			showProblem(error);
		}
	}
	isLoading = false;
}

byId('token', HTMLFormElement).addEventListener('submit', (event) => {
	event.preventDefault();
	const input = byId('token', HTMLFormElement).querySelector('input');
	if (input) keepToken(input.value.trim());
	void refresh();
});
addEventListener('resize', () => {
	for (const chart of charts.values()) chart.resize();
});
// Pictures are drawn in the colours of the moment.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => void refresh());

void refresh();
void follow('/api/v1/events', {
	onOpen: () => {
		place('link').textContent = 'live';
	},
	// A run that ended is a change, too, which is told right after it.
	onEvent: (type) => void (type !== 'run' && refresh()),
	onLost: () => {
		place('link').textContent = 'connection lost, trying again …';
	},
	onTokenWanted: () => showProblem(new TokenWanted()),
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROWS } from './rows.ts';
import { noteFigure } from './support/figures.ts';
import { followRun } from './support/follow.ts';
import { growthExponent } from './support/growth.ts';
import { recordLongHistory, startPipeline } from './support/long-history.ts';
import { machine, today } from './support/machine.ts';
import { type Figures, figuresOf } from './support/measure.ts';
import { bundle } from './support/references.ts';
import { writeTable } from './support/table.ts';
import { pause, startTimedTerminal, type TimedTerminal } from './support/timed-terminal.ts';

/**
 * The screens in a real terminal, over 100,000 runs, each figure beside its reference of the same rounds: bare Node for
 * the first paint, a list in Ink that does nothing else for keys and processor time.
 */
const { values } = parseArgs({
	options: {
		runs: { type: 'string', default: '100000' },
		rounds: { type: 'string', default: '10' },
		seconds: { type: 'string', default: '20' },
		soak: { type: 'string', default: '40' },
		only: { type: 'string' },
		write: { type: 'boolean' },
	},
});
const runs = Number(values.runs);
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const soakSeconds = Number(values.soak);
const SIZE = { columns: 120, rows: 42 };
const HOUR_SECONDS = 3_600;
/** What is held is bounded for so many runs; an hour of updates comes on top of them. */
const HELD_RUNS = 10_000;
const MOST_HELD_BYTES = 140_000_000;

interface Row {
	readonly name: string;
	readonly figure: string;
	readonly reference: string;
	readonly limit: string;
	readonly isWithin: boolean;
}

interface Program {
	readonly name: string;
	readonly command: readonly string[];
	/** Drawn once runs are on the screen. */
	readonly painted: RegExp;
	/** Drawn once all of them are known. */
	readonly ready: RegExp;
}

const node = process.execPath;
const support = join(import.meta.dirname, 'support');
/** That all of so many runs were read; a pipeline may have added some meanwhile. */
function readRuns(count: number): RegExp {
	return new RegExp(`${Math.floor(count / 1_000)}\\d{3} runs`);
}

const HISTORY: Program = {
	name: 'history',
	command: [node, bundle, 'history'],
	painted: /Runs.*[\s\S]*-\d+ .*(success|failed)/,
	ready: readRuns(runs),
};
const WATCH: Program = {
	name: 'watch',
	command: [node, bundle, 'watch'],
	painted: /Runs.*[\s\S]*-\d+ .*(success|failed)/,
	ready: /Delivery/,
};
const LIST: Program = {
	name: 'a list in Ink',
	command: [node, join(support, 'ink-list.ts')],
	painted: /row 40/,
	ready: /row 40/,
};

const base = mkdtempSync(join(tmpdir(), 'murmur8-bench-'));
const emptyModule = join(base, 'empty.mjs');
writeFileSync(emptyModule, `process.stdout.write('done')`);

function newProject(name: string, count: number): string {
	const folder = join(base, name);
	mkdirSync(folder);
	recordLongHistory(folder, count, Date.now());
	return folder;
}

const environment = { PATH: process.env['PATH'] ?? '', HOME: base, TMPDIR: tmpdir(), NODE_ENV: 'production' };
const open = (
	command: readonly string[],
	cwd: string,
	env: Readonly<Record<string, string>> = {},
	more: { readonly isDrawn?: boolean } = {},
) => startTimedTerminal({ command, cwd, env: { ...environment, ...env }, ...SIZE, ...more });

const ms = ({ medianMs, p95Ms }: Figures) => `p50 ${medianMs.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms`;
const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(0)} MB`;

/** First paints in turns, each in a terminal of its own. */
async function paintsOf(project: string, programs: readonly Program[]): Promise<ReadonlyMap<Program, Figures>> {
	const times = new Map<Program, number[]>(programs.map((program) => [program, []]));
	for (let round = 0; round <= rounds; round++) {
		for (const [program, list] of times) {
			const terminal = open(program.command, project);
			const tookMs = await terminal.until(program.painted);
			await terminal.close();
			if (round > 0) list.push(tookMs);
		}
	}
	return new Map([...times].map(([program, list]) => [program, figuresOf(list)]));
}

const NO_FIGURES: Figures = { medianMs: Number.NaN, p95Ms: Number.NaN };

async function firstPaints(project: string): Promise<readonly Row[]> {
	const bare: Program = { name: 'bare Node', command: [node, emptyModule], painted: /done/, ready: /done/ };
	const paints = await paintsOf(project, [bare, HISTORY, WATCH]);
	const of = (program: Program) => paints.get(program) ?? NO_FIGURES;
	for (const program of [HISTORY, WATCH])
		noteFigure({ id: 'first-paint', value: of(program).medianMs, reference: ms(of(bare)) });
	return [HISTORY, WATCH].map((program) => ({
		name: `${program.name}: first paint`,
		figure: ms(of(program)),
		reference: `bare Node: ${ms(of(bare))}`,
		limit: 'p50 ≤ 250 ms',
		isWithin: of(program).medianMs <= 250,
	}));
}

/** The first paint does not wait for all runs, so it hardly knows how many there are. */
async function paintSizes(longest: string): Promise<readonly Row[]> {
	const sizes = [100, 1_000, 10_000, runs];
	const projects = sizes.map((size) => (size === runs ? longest : newProject(`runs-${size}`, size)));
	const all: ReadonlyMap<Program, Figures>[] = [];
	for (const project of projects) all.push(await paintsOf(project, [HISTORY, WATCH]));
	return [HISTORY, WATCH].map((program) => {
		const figures = all.map((paints, index) => ({
			size: sizes[index] ?? 1,
			value: paints.get(program)?.medianMs ?? Number.NaN,
		}));
		const exponent = growthExponent(figures);
		noteFigure({ id: 'first-paint-growth', value: exponent });
		return {
			name: `${program.name}: first paint at ${sizes.map((size) => size.toLocaleString('en')).join(' / ')} runs`,
			figure: `${figures.map(({ value }) => value.toFixed(0)).join(' / ')} ms, exponent ${exponent.toFixed(3)}`,
			reference: '0 is flat, 1 linear',
			limit: `≤ ${ROWS['first-paint-growth'].limit}`,
			isWithin: exponent <= ROWS['first-paint-growth'].limit,
		};
	});
}

/** Keys one after the other, each pressed when all was drawn for the one before. */
async function press(terminal: TimedTerminal, keys: readonly string[]): Promise<readonly number[]> {
	const times: number[] = [];
	for (const key of keys) {
		const tookMs = await terminal.press(key);
		if (tookMs !== undefined) times.push(tookMs);
	}
	if (times.length < keys.length / 2) throw new Error(`most of ${JSON.stringify(keys)} drew nothing`);
	return times;
}

const repeated = (keys: readonly string[], times: number) => Array.from({ length: times }, () => keys).flat();
const typed = (word: string) => ['/', ...word, ...[...word].map(() => '\u007F'), '\u001B'];
const PAGE_DOWN = '\u001B[6~';
const PAGE_UP = '\u001B[5~';

/** What is done on a screen, and the keys that do it. */
const HISTORY_KEYS = {
	moving: repeated(['j', 'j', 'j', 'k'], 3 * rounds),
	scrolling: repeated([PAGE_DOWN, PAGE_DOWN, PAGE_UP, 'G', PAGE_UP, 'g'], 2 * rounds),
	filtering: repeated(typed('billing status:failed'), Math.ceil(rounds / 4)),
	sorting: repeated(['s', 'o'], 3 * rounds),
};
const WATCH_KEYS = {
	moving: repeated(['j', 'j', 'j', 'k'], 3 * rounds),
	scrolling: repeated([PAGE_DOWN, PAGE_DOWN, PAGE_UP, 'G', PAGE_UP, 'g'], 2 * rounds),
	filtering: repeated(typed('billing'), Math.ceil(rounds / 2)),
	sorting: repeated(['s'], 3 * rounds),
};

async function keyRows(program: Program, groups: Readonly<Record<string, readonly string[]>>, project: string) {
	// A key has come to the screen when somebody sees it there.
	const [list, screen] = [LIST, program].map(({ command }) => open(command, project, {}, { isDrawn: true }));
	if (!list || !screen) throw new Error('two programs were started');
	const rows: Row[] = [];
	try {
		await Promise.all([list.until(LIST.ready), screen.until(program.ready)]);
		await screen.quiet(500);
		for (const [name, keys] of Object.entries(groups)) {
			const reference: number[] = [];
			const own: number[] = [];
			// In turns, ten keys at a time.
			for (let from = 0; from < keys.length; from += 10) {
				own.push(...(await press(screen, keys.slice(from, from + 10))));
				reference.push(...(await press(list, repeated(['j'], 10))));
			}
			const figures = figuresOf(own);
			noteFigure({ id: 'keys', value: figures.p95Ms, reference: ms(figuresOf(reference)) });
			rows.push({
				name: `${program.name}: key to screen, ${name}`,
				figure: ms(figures),
				reference: `${LIST.name}: ${ms(figuresOf(reference))}`,
				limit: 'p95 ≤ 25 ms',
				isWithin: figures.p95Ms <= 25,
			});
		}
	} finally {
		await Promise.all([list.close(), screen.close()]);
	}
	return rows;
}

/** Share of one processor that a program takes over so many seconds. */
async function shareOf(terminal: TimedTerminal): Promise<number> {
	const [before, from] = [terminal.processorMs(), performance.now()];
	await pause(seconds * 1_000);
	return (terminal.processorMs() - before) / (performance.now() - from);
}

const REST_MS = 2_000;
const MOST_RESTS = 30;

/** Ends once a program has done nothing for two seconds: what its start left to do is not idling. */
async function rest(terminal: TimedTerminal): Promise<void> {
	let before: number | undefined;
	for (let round = 0; round < MOST_RESTS && before !== terminal.processorMs(); round++) {
		before = terminal.processorMs();
		await pause(REST_MS);
	}
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

async function idleRow(program: Program, project: string): Promise<Row> {
	const [list, screen] = [open(LIST.command, project), open(program.command, project)];
	try {
		await Promise.all([list.until(LIST.ready), screen.until(program.ready)]);
		await Promise.all([rest(list), rest(screen)]);
		const [reference, share] = await Promise.all([shareOf(list), shareOf(screen)]);
		noteFigure({ id: 'idle', value: share * 100, reference: percent(reference) });
		return {
			name: `${program.name}: idle`,
			figure: `${percent(share)} of a processor over ${seconds} s, ${megabytes(screen.residentBytes())}`,
			reference: `${LIST.name}: ${percent(reference)}`,
			limit: '≤ 0.5 %',
			isWithin: share <= 0.005,
		};
	} finally {
		await Promise.all([list.close(), screen.close()]);
	}
}

/** A second passes, and nothing else: what is in progress takes longer. */
async function waitingRow(project: string): Promise<Row> {
	const pipeline = startPipeline(project);
	pipeline.step();
	const screen = open(WATCH.command, project);
	try {
		await screen.until(WATCH.ready);
		await pause(3_000);
		return {
			name: `${WATCH.name}: a run in progress, nothing new of it`,
			figure: percent(await shareOf(screen)),
			reference: '',
			limit: '',
			isWithin: true,
		};
	} finally {
		pipeline.end();
		await screen.close();
	}
}

async function updatesRow(program: Program, project: string): Promise<Row> {
	const list = open([...LIST.command, '10'], project);
	const screen = open(program.command, project);
	const pipeline = startPipeline(project);
	let timer: NodeJS.Timeout | undefined;
	try {
		await Promise.all([list.until(LIST.ready), screen.until(program.ready)]);
		timer = setInterval(pipeline.step, 100);
		// What starting cost is not counted.
		await pause(3_000);
		const drawnBefore = screen.draws();
		const [reference, share] = await Promise.all([shareOf(list), shareOf(screen)]);
		noteFigure({ id: 'updates', value: share * 100, reference: percent(reference) });
		const drawn = (screen.draws() - drawnBefore) / seconds;
		return {
			name: `${program.name}: 10 updates a second`,
			figure: `${percent(share)}, ${drawn.toFixed(1)} draws a second, ${megabytes(screen.residentBytes())}`,
			reference: `${LIST.name}, as often: ${percent(reference)}`,
			limit: '≤ 10 %',
			isWithin: share <= 0.1,
		};
	} finally {
		clearInterval(timer);
		pipeline.end();
		await Promise.all([list.close(), screen.close()]);
	}
}

/** What another terminal records, until the screen shows it. */
async function followRow(project: string): Promise<Row> {
	const screen = open(WATCH.command, project);
	const times: number[] = [];
	try {
		await screen.until(WATCH.ready);
		await screen.quiet(500);
		for (let round = 0; round < rounds; round++)
			times.push(...(await followRun(screen, [node, bundle], project, environment)));
	} finally {
		await screen.close();
	}
	const figures = figuresOf(times);
	noteFigure({ id: 'change-to-screen', value: figures.p95Ms, reference: `${times.length} commands` });
	return {
		name: 'watch: the end of a `run` command to screen',
		figure: ms(figures),
		reference: `${times.length} commands: start, stage, finish`,
		limit: 'p95 ≤ 150 ms',
		isWithin: figures.p95Ms <= 150,
	};
}

interface MemorySample {
	readonly heapUsed: number;
	readonly rss: number;
	readonly measures: number;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** An hour for the program; updates and keys without a pause. What it holds then must be what it held before. */
async function soakRow({ name, command, ready }: Program, project: string): Promise<Row> {
	const memoryFile = join(base, `memory-${name}.jsonl`);
	const factor = Math.round(HOUR_SECONDS / soakSeconds);
	const [file = '', ...args] = command;
	const screen = open([file, '--import', join(support, 'fast-clock.ts'), ...args], project, {
		BENCH_TIME_FACTOR: `${factor}`,
		BENCH_MEMORY_FILE: memoryFile,
	});
	const pipeline = startPipeline(project);
	const keys = repeated(['j', 'j', PAGE_DOWN, 's', ...typed('auth'), '\r', 'j', '\u001B', 'g', 'w'], 1);
	let updates = 0;
	try {
		await screen.until(ready);
		await screen.quiet(500);
		// What reading all of it takes is not what an hour adds.
		rmSync(memoryFile, { force: true });
		const untilAt = performance.now() + soakSeconds * 1_000;
		for (let turn = 0; performance.now() < untilAt; turn++) {
			pipeline.step();
			updates++;
			// Not waited for: the updates draw over and over.
			if (turn % 50 === 0) void screen.press(keys[(turn / 50) % keys.length] ?? 'j');
			await pause(1);
		}
		const samples = readFileSync(memoryFile, 'utf8')
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as MemorySample);
		const quarter = Math.floor(samples.length / 4);
		const [early, late] = [samples.slice(quarter, 2 * quarter), samples.slice(-quarter)].map((part) => ({
			heap: mean(part.map(({ heapUsed }) => heapUsed)),
			rss: mean(part.map(({ rss }) => rss)),
		}));
		if (!early || !late) throw new Error('too short to say');
		const measures = samples.at(-1)?.measures ?? Number.NaN;
		const isFlat = late.heap - early.heap <= 0.05 * early.heap + 2_000_000 && measures === 0;
		const isSmall = late.rss <= MOST_HELD_BYTES;
		return {
			name: `${name}, ${HELD_RUNS} runs: an hour in ${soakSeconds} s, ${updates} updates, ${screen.draws()} draws`,
			figure: `heap ${megabytes(early.heap)} → ${megabytes(late.heap)}, resident ${megabytes(early.rss)} → ${megabytes(late.rss)}, ${measures} measures kept`,
			reference: 'second quarter → last quarter',
			limit: `heap flat (± 5 % and 2 MB), resident ≤ ${megabytes(MOST_HELD_BYTES)}, no measures`,
			isWithin: isFlat && isSmall,
		};
	} finally {
		pipeline.end();
		await screen.close();
	}
}

const PARTS: Readonly<Record<string, (project: string) => Promise<readonly Row[]>>> = {
	paint: firstPaints,
	sizes: paintSizes,
	keys: async (project) => [
		...(await keyRows(HISTORY, HISTORY_KEYS, project)),
		...(await keyRows(WATCH, WATCH_KEYS, project)),
	],
	follow: async (project) => [await followRow(project)],
	idle: async (project) => [await idleRow(HISTORY, project), await idleRow(WATCH, project), await waitingRow(project)],
	updates: async (project) => [await updatesRow(HISTORY, project), await updatesRow(WATCH, project)],
	soak: async () => {
		const project = newProject('held', HELD_RUNS);
		return [await soakRow({ ...HISTORY, ready: readRuns(HELD_RUNS) }, project), await soakRow(WATCH, project)];
	},
};

const wanted = values.only?.split(',') ?? Object.keys(PARTS);
const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) throw new Error(`--only takes ${Object.keys(PARTS).join(', ')}; ${unknown} is none of them`);
try {
	const project = newProject('long', runs);
	const rows: Row[] = [];
	for (const name of wanted) rows.push(...((await PARTS[name]?.(project)) ?? []));
	const table = [
		`\`npm run bench -- --screens --rounds ${rounds} --seconds ${seconds} --soak ${soakSeconds} --write\`, ${today}, ${machine}; the built bundle in a pseudo-terminal of ${SIZE.columns} × ${SIZE.rows}, ${runs} runs, each over three stages.`,
		'',
		'| What | Figure | Reference | Limit | within |',
		'|---|---|---|---|---|',
		...rows.map(
			({ name, figure, reference, limit, isWithin }) =>
				`| ${name} | ${figure} | ${reference} | ${limit} | ${isWithin ? 'yes' : '**no**'} |`,
		),
	].join('\n');
	console.log(table);
	if (values.write) writeTable('screens', table);
} finally {
	rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
process.exit(0);

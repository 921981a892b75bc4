/**
 * The table of engineering.md section 5: what is measured by which bench, against what, and how far it may go. Benches
 * note their figures by these ids; the summary in docs/benchmarks.md and docs/benchmarks.json are made from it.
 */
export interface Row {
	readonly what: string;
	readonly reference: string;
	readonly direction: 'at-most' | 'at-least';
	readonly limit: number;
	readonly unit: string;
	/** `bench/<name>.ts`, with what it is called with besides. */
	readonly bench: BenchName;
}

/** Benches, and what each gets when all are run: less than by itself, or all would take hours. */
export const BENCHES = {
	commands: ['--rounds', '20'],
	exec: ['--rounds', '30'],
	history: ['--rounds', '9'],
	screens: ['--rounds', '4', '--seconds', '8', '--soak', '60'],
	sanitise: ['--megabytes', '32', '--rounds', '3'],
	'sanitise-score': ['--seeds', '3'],
	templates: ['--megabytes', '32', '--rounds', '5'],
	traces: ['--megabytes', '16', '--rounds', '3'],
	owners: ['--rounds', '5'],
	growth: ['--rounds', '3'],
	report: ['--megabytes', '10,100,1000'],
	serve: ['--seconds', '2'],
	sinks: ['--rounds', '20'],
	ci: ['--jobs', '1000'],
	binary: [],
	day: [],
} as const satisfies Record<string, readonly string[]>;

export type BenchName = keyof typeof BENCHES;

const most = (limit: number, unit: string) => ({ direction: 'at-most', limit, unit }) as const;
const least = (limit: number, unit: string) => ({ direction: 'at-least', limit, unit }) as const;

/** Flat or linear: what more work of a kind costs. */
const growth = (what: string) =>
	({ what, reference: '0 is flat, 1 linear', ...most(1.05, ''), bench: 'growth' }) as const;

export const ROWS = {
	version: { what: 'bundle: --version, processor time', reference: 'bare Node', ...most(1.2, '×'), bench: 'commands' },
	stage: { what: 'bundle: run stage, processor time', reference: 'bare Node', ...most(1.6, '×'), bench: 'commands' },
	'finish-cpu': {
		what: 'bundle: run finish, worst of four endpoints, processor time',
		reference: 'bare Node',
		...most(30, 'ms more'),
		bench: 'commands',
	},
	'finish-p50': {
		what: 'bundle: run finish, worst of four endpoints, p50',
		reference: 'bare Node',
		...most(30, 'ms more'),
		bench: 'commands',
	},
	'finish-p95': {
		what: 'bundle: run finish, worst of four endpoints, p95',
		reference: 'bare Node, p50',
		...most(40, 'ms more'),
		bench: 'commands',
	},
	'binary-version': {
		what: 'binary: --version, processor time',
		reference: 'empty executable',
		...most(1.2, '×'),
		bench: 'commands',
	},
	'binary-stage': {
		what: 'binary: run stage, processor time',
		reference: 'empty executable',
		...most(1.6, '×'),
		bench: 'commands',
	},
	'binary-finish-cpu': {
		what: 'binary: run finish, worst of four endpoints, processor time',
		reference: 'empty executable',
		...most(30, 'ms more'),
		bench: 'commands',
	},
	'binary-finish-p50': {
		what: 'binary: run finish, worst of four endpoints, p50',
		reference: 'empty executable',
		...most(30, 'ms more'),
		bench: 'commands',
	},
	'binary-finish-p95': {
		what: 'binary: run finish, worst of four endpoints, p95',
		reference: 'empty executable, p50',
		...most(40, 'ms more'),
		bench: 'commands',
	},
	exec: {
		what: 'bundle: run exec … -- true, processor time',
		reference: 'the command and bare Node',
		...most(40, 'ms more'),
		bench: 'exec',
	},
	'binary-exec': {
		what: 'binary: run exec … -- true, processor time',
		reference: 'the command and an empty executable',
		...most(40, 'ms more'),
		bench: 'exec',
	},
	'history-1000': {
		what: 'history --json, 1,000 runs, processor time',
		reference: 'bare Node',
		...most(2, '×'),
		bench: 'history',
	},
	'history-100000': {
		what: 'history --json, 100,000 runs, processor time',
		reference: 'bare Node',
		...most(40, 'ms more'),
		bench: 'history',
	},
	'history-growth': {
		what: 'history --json, growth exponent from 10 to 100,000 runs',
		reference: '0 is flat, 1 linear',
		...most(0.05, ''),
		bench: 'history',
	},
	'history-memory': {
		what: 'history --json, 100,000 runs, peak memory',
		reference: 'bare Node',
		...most(120, 'MB'),
		bench: 'history',
	},
	'history-memory-growth': {
		what: 'history --json, growth exponent of peak memory from 10 to 100,000 runs',
		reference: '0 is flat, 1 linear',
		...most(0.05, ''),
		bench: 'history',
	},
	'record-100000': {
		what: 'run finish, 100,000 runs, processor time',
		reference: 'bare Node',
		...most(30, 'ms more'),
		bench: 'history',
	},
	'record-growth': {
		what: 'run finish, growth exponent from 10 to 100,000 runs',
		reference: '0 is flat, 1 linear',
		...most(0.05, ''),
		bench: 'history',
	},
	'stage-growth': {
		what: 'run stage, growth exponent from 10 to 100,000 runs',
		reference: '0 is flat, 1 linear',
		...most(0.05, ''),
		bench: 'history',
	},
	'first-paint': {
		what: 'history and watch: first paint, 100,000 runs',
		reference: 'bare Node',
		...most(250, 'ms'),
		bench: 'screens',
	},
	'first-paint-growth': {
		what: 'history and watch: first paint, growth exponent from 100 to 100,000 runs',
		reference: '0 is flat, 1 linear',
		...most(0.1, ''),
		bench: 'screens',
	},
	keys: {
		what: 'history and watch: key to screen, worst p95 of eight',
		reference: 'a list in Ink',
		...most(25, 'ms'),
		bench: 'screens',
	},
	idle: { what: 'screens at rest', reference: 'a list in Ink', ...most(0.5, '% of a processor'), bench: 'screens' },
	updates: {
		what: 'screens, 10 updates a second',
		reference: 'a list in Ink',
		...most(10, '% of a processor'),
		bench: 'screens',
	},
	'change-to-screen': {
		what: 'the end of a run command to screen, p95',
		reference: '12 commands',
		...most(150, 'ms'),
		bench: 'screens',
	},
	'sanitise-ci': { what: 'sanitise, CI logs', reference: 'line splitting', ...most(3.5, '×'), bench: 'sanitise' },
	'sanitise-dense': {
		what: 'sanitise, a secret in every line',
		reference: 'line splitting',
		...most(5, '×'),
		bench: 'sanitise',
	},
	'sanitise-hostile': {
		what: 'sanitise, adversarial lines of a megabyte',
		reference: 'the best of three, by the clock',
		...most(100, 'ms'),
		bench: 'sanitise',
	},
	'sanitise-workers': {
		what: 'sanitise, two files of 4 GB by two workers, by the clock',
		reference: 'one file after the other',
		...least(1.8, '×'),
		bench: 'sanitise',
	},
	'sanitise-memory': {
		what: 'sanitise, a gigabyte through the filter, peak memory',
		reference: '–',
		...most(150, 'MB'),
		bench: 'sanitise',
	},
	'sanitise-ordinary': {
		what: 'sanitise, lines of ordinary build output that change',
		reference: '20,000 lines',
		...most(2, '%'),
		bench: 'sanitise',
	},
	'sanitise-recall': {
		what: 'sanitise, planted secrets found',
		reference: 'seeds nobody has seen',
		...least(99.5, '%'),
		bench: 'sanitise-score',
	},
	'sanitise-worst-kind': {
		what: 'sanitise, planted secrets found, of the worst kind',
		reference: 'the kind',
		...least(95, '%'),
		bench: 'sanitise-score',
	},
	'sanitise-kept': {
		what: 'sanitise, benign texts kept',
		reference: 'seeds nobody has seen',
		...least(99.5, '%'),
		bench: 'sanitise-score',
	},
	'templates-speed': {
		what: 'templates of log lines',
		reference: 'line splitting',
		...least(40, 'MB/s'),
		bench: 'templates',
	},
	'templates-accuracy': {
		what: 'templates of log lines, grouping accuracy, mean of 17 kinds',
		reference: 'Drain3 .767 on Loghub',
		...least(0.85, ''),
		bench: 'templates',
	},
	frames: {
		what: 'stack frames found in exceptions of nine languages',
		reference: 'the best of three npm parsers',
		...least(265, 'frames'),
		bench: 'traces',
	},
	codeowners: {
		what: 'CODEOWNERS, 1,000 rules',
		reference: 'splitting the path',
		...least(200_000, 'look-ups/s'),
		bench: 'owners',
	},
	'report-time': {
		what: '1 GB of logs to a report, processor time',
		reference: '12 s on 2 cores',
		...most(24, 's'),
		bench: 'report',
	},
	'report-memory': {
		what: '1 GB of logs to a report, peak memory',
		reference: '10 MB of logs',
		...most(200, 'MB'),
		bench: 'report',
	},
	'report-growth': {
		what: 'report, growth exponent of time from 10 MB to 1 GB',
		reference: '0 is flat, 1 linear',
		...most(1.05, ''),
		bench: 'report',
	},
	'report-memory-growth': {
		what: 'report, growth exponent of peak memory from 10 MB to 1 GB',
		reference: '0 is flat, 1 linear',
		...most(1.05, ''),
		bench: 'report',
	},
	'sanitise-growth': growth('sanitise, growth exponent of time over three decades'),
	'sanitise-memory-growth': growth('sanitise, growth exponent of memory over three decades'),
	'traces-growth': growth('errors of a log, growth exponent of time over three decades'),
	'traces-memory-growth': growth('errors of a log, growth exponent of memory over three decades'),
	'templates-growth': growth('templates, growth exponent of time over three decades'),
	'templates-memory-growth': growth('templates, growth exponent of memory over three decades'),
	'owners-growth': growth('CODEOWNERS, growth exponent of time over three decades of rules'),
	'owners-memory-growth': growth('CODEOWNERS, growth exponent of memory over three decades of rules'),
	'sinks-cost': {
		what: 'run finish with six sinks over none',
		reference: 'no sink',
		...most(10, 'ms more'),
		bench: 'sinks',
	},
	'ci-delivery': {
		what: 'CI: delivered in 2 s, endpoint with 300 ms',
		reference: '1,000 jobs, killed at their end',
		...least(99.9, '%'),
		bench: 'ci',
	},
	'binary-size': {
		what: 'size of the binary, xz',
		reference: 'stripped Node alone',
		...most(32, 'MB'),
		bench: 'binary',
	},
	'day-delivered': {
		what: 'a day of use: events delivered exactly once',
		reference: '200 runs, half of all answers are failures',
		...least(100, '%'),
		bench: 'day',
	},
	'day-start': {
		what: 'a day of use: run stage over bare Node, at its end over its beginning',
		reference: 'the first twentieth of 2,000',
		...most(1.1, '×'),
		bench: 'day',
	},
	'day-memory': {
		what: 'a day of use: growth of the heap of watch over its second half',
		reference: 'as other programs change what it shows',
		...most(10, 'MB'),
		bench: 'day',
	},
} as const satisfies Record<string, Row>;

export type RowId = keyof typeof ROWS;

export const rowIds = Object.keys(ROWS) as readonly RowId[];

export const holds = (id: RowId, value: number): boolean =>
	ROWS[id].direction === 'at-most' ? value <= ROWS[id].limit : value >= ROWS[id].limit;

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { liveADay } from '../test/support/day.ts';
import { noteFigure } from './support/figures.ts';
import { machine, today } from './support/machine.ts';
import { bundle, emptyModule } from './support/references.ts';
import { type Measured, renderMeasured, writeTable } from './support/table.ts';
import { median } from './support/timing.ts';

const { values } = parseArgs({
	options: {
		runs: { type: 'string', default: '200' },
		stages: { type: 'string', default: '10' },
		'changes-a-second': { type: 'string', default: '50' },
		write: { type: 'boolean' },
	},
});
const runs = Number(values.runs);
const megabytes = (bytes: number) => bytes / 1_000_000;
const base = mkdtempSync(join(tmpdir(), 'murmur8-bench-day-'));
const folder = join(base, 'place');
mkdirSync(folder);
const memoryFile = join(base, 'memory.jsonl');

/** Heap and resident memory of `watch`, each second, after a collection. */
const memorySamples = () =>
	readFileSync(memoryFile, 'utf8')
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as { readonly heapUsed: number; readonly rss: number });
try {
	const startedAt = performance.now();
	const day = await liveADay({
		folder,
		command: [process.execPath, bundle],
		watch: {
			command: [process.execPath, '--import', join(import.meta.dirname, 'support', 'fast-clock.ts'), bundle, 'watch'],
			env: { BENCH_TIME_FACTOR: '1', BENCH_MEMORY_FILE: memoryFile },
		},
		reference: [process.execPath, emptyModule()],
		runs,
		stagesOfRun: Number(values.stages),
		changesASecond: Number(values['changes-a-second']),
	});
	const seconds = (performance.now() - startedAt) / 1_000;
	const once = day.finished.filter((runId) => day.accepted.get(runId) === 1).length;
	const part = Math.max(1, Math.floor(day.stageMs.length / 20));
	const [first, last] = [median(day.stageMs.slice(0, part)), median(day.stageMs.slice(-part))];
	const runsOfPart = Math.max(1, Math.floor(runs / 20));
	const bare = [day.referenceMs.slice(0, runsOfPart), day.referenceMs.slice(-runsOfPart)].map(median);
	const grownStart = last / (bare[1] ?? Number.NaN) / (first / (bare[0] ?? Number.NaN));
	const samples = memorySamples();
	const half = samples.slice(samples.length >> 1);
	const quarter = Math.max(1, half.length >> 2);
	const growthOf = (what: 'heapUsed' | 'rss') => {
		const held = half.map((sample) => sample[what]);
		return megabytes(median(held.slice(-quarter)) - median(held.slice(0, quarter)));
	};
	const [heap, resident] = [growthOf('heapUsed'), growthOf('rss')];
	const heldMb = (what: 'heapUsed' | 'rss') => megabytes(median(half.map((sample) => sample[what]))).toFixed(0);
	const signed = (value: number) => `${value < 0 ? '−' : '+'} ${Math.abs(value).toFixed(1)} MB`;
	const descriptors = day.watch.map(({ descriptors }) => descriptors);
	const largest = Math.max(...day.databaseBytes);
	const wal = day.largestFiles.get('murmur8.db-wal') ?? 0;
	noteFigure({
		id: 'day-delivered',
		value: (once / runs) * 100,
		reference: `${day.refused} of ${day.requests} requests refused`,
	});
	noteFigure({ id: 'day-start', value: grownStart, reference: `${first.toFixed(1)} ms` });
	noteFigure({ id: 'day-memory', value: heap, reference: `${heldMb('heapUsed')} MB of ${heldMb('rss')} MB resident` });
	const rows: Measured[] = [
		{
			name: 'delivered exactly once',
			figure: `${once} of ${runs}; ${day.refused} of ${day.requests} requests were refused`,
			limit: 'all',
			isWithin: once === runs && day.accepted.size === runs,
		},
		{
			name: '`run stage` over bare Node of the same time, processor time, last twentieth over the first',
			figure: `${last.toFixed(1)} ms over ${first.toFixed(1)} ms, bare Node ${bare
				.map((ms) => ms.toFixed(1))
				.reverse()
				.join(' over ')} ms: ${grownStart.toFixed(2)} ×`,
			limit: '≤ 1.1 ×',
			isWithin: grownStart <= 1.1,
		},
		{
			name: '`watch`: heap after a collection, last quarter of the second half over its first',
			figure: `${signed(heap)} of ${heldMb('heapUsed')} MB; resident ${signed(resident)} of ${heldMb('rss')} MB`,
			limit: 'heap ≤ + 10 MB',
			isWithin: heap <= 10,
		},
		{
			name: '`watch`: open files, at the beginning and at the end',
			figure: `${descriptors[0]} and ${descriptors.at(-1)}`,
			limit: 'the same',
			isWithin: (descriptors.at(-1) ?? 0) <= (descriptors[0] ?? 0),
		},
		{
			name: 'database, its log and its index at their largest',
			figure: `${megabytes(largest).toFixed(1)} MB, the log ${megabytes(wal).toFixed(1)} MB`,
			limit: 'log ≤ 8 MB',
			isWithin: wal <= 8_000_000,
		},
		{
			name: 'files in `.claude` at the end',
			figure: day.leftFiles.map((name) => `\`${name}\``).join(', '),
			limit: 'nothing temporary',
			isWithin: !day.leftFiles.some((name) => /tmp|proposal/.test(name)),
		},
	];
	const table = renderMeasured(
		`\`node bench/day.ts --runs ${runs} --write\`, ${today}, ${machine}; ${runs} runs, ${runs * Number(values.stages)} stage commands, ${((day.changes * 1_000) / day.changingMs).toFixed(0)} changes a second (${day.changes.toLocaleString('en')}) under the eyes of \`watch\`, ${seconds.toFixed(0)} s.`,
		rows,
	);
	console.log(table);
	if (values.write) writeTable('day', table);
} finally {
	rmSync(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

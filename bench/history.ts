import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { timeProcess } from '../test/support/process-time.ts';
import { noteFigure } from './support/figures.ts';
import { growthExponent, type SizedFigure } from './support/growth.ts';
import { recordLongHistory } from './support/long-history.ts';
import { machine, today } from './support/machine.ts';
import { bundle, emptyModule } from './support/references.ts';
import { type Measured, renderMeasured, writeTable } from './support/table.ts';
import { median } from './support/timing.ts';

const { values } = parseArgs({
	options: {
		sizes: { type: 'string', default: '10,1000,10000,100000' },
		rounds: { type: 'string', default: '9' },
		write: { type: 'boolean' },
	},
});
const sizes = values.sizes.split(',').map(Number);
const rounds = Number(values.rounds);
const demoProject = resolve(import.meta.dirname, '..', 'fixtures', 'demo-project');
const node = process.execPath;
const base = mkdtempSync(join(tmpdir(), 'murmur8-bench-history-'));
const env = {
	PATH: process.env['PATH'] ?? '',
	HOME: base,
	TMPDIR: base,
	MURMUR8_TELEMETRY_URL: 'http://127.0.0.1:9/',
};

const COMMANDS = {
	'history --json': ['history', '--json'],
	'run stage': ['run', 'stage', 'cass', 'start'],
	'run finish': ['run', 'finish', '--status', 'success'],
} as const;
type Name = keyof typeof COMMANDS;

function projectWith(runs: number): string {
	const folder = join(base, `${runs}`);
	cpSync(demoProject, folder, { recursive: true });
	recordLongHistory(folder, runs, Date.now());
	return folder;
}

/** The most memory of a program, as Linux notes it in the process itself before it ends. */
async function peakMegabytes(folder: string): Promise<number> {
	const note = join(base, 'peak');
	const preload = `process.on('exit',()=>require('node:fs').writeFileSync(${JSON.stringify(note)},require('node:fs').readFileSync('/proc/self/status')))`;
	const url = `data:text/javascript,import{createRequire}from'node:module';const require=createRequire('file:///');${preload}`;
	await timeProcess([node, '--import', url, bundle, ...COMMANDS['history --json']], { cwd: folder, env });
	return (Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(note, 'utf8'))?.[1]) * 1_024) / 1_000_000;
}

try {
	const projects = sizes.map((size) => ({ size, folder: projectWith(size) }));
	const times = new Map<string, number[]>();
	const add = (name: string, ms: number) => times.set(name, [...(times.get(name) ?? []), ms]);
	for (let round = 0; round <= rounds; round++) {
		for (const { size, folder } of projects) {
			const bare = await timeProcess([node, emptyModule()], { cwd: folder, env });
			if (round > 0) add('bare Node', bare.cpuMs);
			await timeProcess([node, bundle, 'run', 'start', 'user-auth'], { cwd: folder, env });
			for (const [name, args] of Object.entries(COMMANDS)) {
				const { cpuMs } = await timeProcess([node, bundle, ...args], { cwd: folder, env });
				// The first round publishes the long history and warms caches.
				if (round > 0) add(`${name} ${size}`, cpuMs);
			}
		}
	}
	const bareMs = median(times.get('bare Node') ?? []);
	const timeOf = (name: Name, size: number) => median(times.get(`${name} ${size}`) ?? []);
	const growthOf = (name: Name) => growthExponent(sizes.map((size) => ({ size, value: timeOf(name, size) })));
	const [most = 0] = sizes.slice(-1);
	const peaks: SizedFigure[] = [];
	for (const { size, folder } of projects) peaks.push({ size, value: await peakMegabytes(folder) });
	const memory = peaks.at(-1)?.value ?? Number.NaN;
	const memoryGrowth = growthExponent(peaks);
	const reference = `${bareMs.toFixed(1)} ms`;
	if (sizes.includes(1_000))
		noteFigure({ id: 'history-1000', value: timeOf('history --json', 1_000) / bareMs, reference });
	if (most === 100_000) {
		noteFigure({ id: 'history-100000', value: timeOf('history --json', most) - bareMs, reference });
		noteFigure({ id: 'history-memory', value: memory });
		noteFigure({ id: 'history-memory-growth', value: memoryGrowth });
		noteFigure({ id: 'record-100000', value: timeOf('run finish', most) - bareMs, reference });
		noteFigure({ id: 'history-growth', value: growthOf('history --json') });
		noteFigure({ id: 'record-growth', value: growthOf('run finish') });
		noteFigure({ id: 'stage-growth', value: growthOf('run stage') });
	}
	const rows: Measured[] = (Object.keys(COMMANDS) as Name[]).map((name) => ({
		name: `${name} at ${sizes.map((size) => size.toLocaleString('en')).join(' / ')} runs`,
		figure: `${sizes.map((size) => timeOf(name, size).toFixed(1)).join(' / ')} ms, exponent ${growthOf(name).toFixed(3)}`,
		limit: 'flat: ≤ 0.05',
		isWithin: growthOf(name) <= 0.05,
	}));
	rows.push({
		name: `history --json, peak memory at ${sizes.map((size) => size.toLocaleString('en')).join(' / ')} runs`,
		figure: `${peaks.map(({ value }) => value.toFixed(0)).join(' / ')} MB, exponent ${memoryGrowth.toFixed(3)}`,
		limit: '≤ 120 MB, flat: ≤ 0.05',
		isWithin: memory <= 120 && memoryGrowth <= 0.05,
	});
	const table = renderMeasured(
		`\`node bench/history.ts --sizes ${values.sizes} --rounds ${rounds} --write\`, ${today}, ${machine}; the bundle on Node, processor time, medians; bare Node ${reference}.`,
		rows,
	);
	console.log(table);
	if (values.write) writeTable('history', table);
} finally {
	rmSync(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

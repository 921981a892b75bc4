import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { noteFigure } from './support/figures.ts';
import { growthExponent, type SizedFigure } from './support/growth.ts';
import { failingLog, successfulLog } from './support/logs.ts';
import { machine, today } from './support/machine.ts';
import { bundle } from './support/references.ts';
import { type Measured, renderMeasured, writeTable } from './support/table.ts';

const { values } = parseArgs({
	options: { megabytes: { type: 'string', default: '10,100' }, write: { type: 'boolean' } },
});

const FILES = 8;
/** Different logs in every file, or one would be read for all of them. */
const kinds = [successfulLog, successfulLog, failingLog, successfulLog];

function makeLogs(folder: string, megabytes: number): void {
	const size = (megabytes * 1_000_000) / FILES;
	for (let index = 0; index < FILES; index++) {
		const log = (kinds[index % kinds.length] ?? successfulLog)(size - 40);
		writeFileSync(join(folder, `job-${index}.log`), Buffer.concat([Buffer.from(`job ${index} began\n`), log]));
	}
}

interface Cost {
	readonly wallMs: number;
	/** Of all its threads: user and system. */
	readonly cpuMs: number;
	readonly peakBytes: number;
}

const TICK_MS = 10;

/** What a process has used so far, of /proc; undefined when it has ended. */
function usageOf(pid: number): Omit<Cost, 'wallMs'> | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		const kibibytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
		if (kibibytes === undefined) return undefined;
		return { cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS, peakBytes: Number(kibibytes) * 1_024 };
	} catch {
		return undefined;
	}
}

function measure(folder: string): Promise<Cost> {
	const args = [bundle, 'report', '--opt-in', folder, '--out', join(folder, '..', 'out'), '--json'];
	return new Promise((resolve, reject) => {
		const startedAt = performance.now();
		const child = spawn(process.execPath, args, { cwd: join(folder, '..'), stdio: ['ignore', 'ignore', 'inherit'] });
		let last = { cpuMs: 0, peakBytes: 0 };
		const timer = setInterval(() => {
			last = usageOf(child.pid ?? 0) ?? last;
		}, 20);
		child.on('error', reject);
		child.on('exit', (code) => {
			clearInterval(timer);
			if (code === 0) resolve({ wallMs: performance.now() - startedAt, ...last });
			else reject(new Error(`report ended with ${code}`));
		});
	});
}

const rows: Measured[] = [];
const costs: number[] = [];
const spent: SizedFigure[] = [];
const held: SizedFigure[] = [];
const sizes = values.megabytes.split(',').map(Number);
for (const megabytes of sizes) {
	const base = mkdtempSync(join(tmpdir(), 'murmur8-bench-report-'));
	try {
		mkdirSync(join(base, 'logs'));
		makeLogs(join(base, 'logs'), megabytes);
		const { wallMs, cpuMs, peakBytes } = await measure(join(base, 'logs'));
		costs.push(cpuMs / megabytes);
		spent.push({ size: megabytes, value: cpuMs });
		held.push({ size: megabytes, value: peakBytes });
		if (megabytes === 1_000) {
			noteFigure({ id: 'report-time', value: cpuMs / 1_000 });
			noteFigure({ id: 'report-memory', value: peakBytes / 1_000_000 });
		}
		const limit = Math.max(1, megabytes / 1_000) * 12;
		rows.push({
			name: `${megabytes} MB in ${FILES} logs`,
			figure: `${(wallMs / 1000).toFixed(1)} s, ${(cpuMs / 1000).toFixed(1)} s of CPU, ${(peakBytes / 1_000_000).toFixed(0)} MB`,
			limit: `≤ ${limit} s on 2 cores (${limit * 2} s of CPU), ≤ 200 MB`,
			isWithin: cpuMs / 2000 <= limit && peakBytes <= 200_000_000,
		});
	} finally {
		rmSync(base, { recursive: true, force: true });
	}
}
if (sizes.length > 1) {
	noteFigure({ id: 'report-growth', value: growthExponent(spent) });
	noteFigure({ id: 'report-memory-growth', value: growthExponent(held) });
}
const [smallest = 0] = costs;
const caption = [
	`\`node bench/report.ts --megabytes ${values.megabytes} --write\`, ${today}, ${machine}; whole processes, one round,`,
	'three of four logs of builds that succeed, the fourth of failing jobs (73 errors in a MB).',
	`${availableParallelism()} cores that others used, too: CPU is of all threads. CPU for a MB: ${costs.map((cost) => `${cost.toFixed(1)} ms`).join(', ')}`,
	`(the first ${smallest === 0 ? 'none' : 'holds the start'}).`,
].join('\n');
const table = renderMeasured(caption, rows);
console.log(table);
if (values.write) writeTable('report', table);

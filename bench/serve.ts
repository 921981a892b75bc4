import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { machine, today } from './support/machine.ts';
import { binary, bundle } from './support/references.ts';
import { recordServedHistory } from './support/served-history.ts';
import { measureShowing } from './support/showing.ts';
import { type Measured, renderMeasured, writeTable } from './support/table.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '4' }, write: { type: 'boolean' } } });

const RUNS = 10_000;
const CONNECTIONS = 8;
const LEAST_PER_SECOND = 2_000;
const MOST_P99_MS = 20;
const MOST_GROWTH_MIB = 32;
const MOST_SHOWING_MS = 300;
const SHOWINGS = 20;
const PATHS = ['health?window=7d', 'runs?limit=20', 'stages', 'series', 'metrics/history?limit=5'];

const base = mkdtempSync(join(tmpdir(), 'murmur8-bench-'));
const onCore = (core: number, words: readonly string[]) => ['taskset', '-c', String(core), ...words];

/** Time that the server has had of its core, milliseconds. */
function cpuMs(pid: number): number {
	const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
	const [user, system] = rest.split(' ').slice(11, 13);
	return (Number(user) + Number(system)) * 10;
}

const UNITS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1_000 };

interface Load {
	readonly perSecond: number;
	readonly p99Ms: number;
	readonly requests: number;
}

function ask(url: string): Load {
	const load = ['wrk', '-t1', `-c${CONNECTIONS}`, `-d${values.seconds}s`, '--latency', url];
	const [file = '', ...args] = onCore(1, load);
	const said = execFileSync(file, args, { encoding: 'utf8' });
	const [, p99 = '', unit = ''] = /99%\s+([\d.]+)(us|ms|s)/.exec(said) ?? [];
	const [, requests = ''] = /(\d+) requests in/.exec(said) ?? [];
	const [, perSecond = ''] = /Requests\/sec:\s+([\d.]+)/.exec(said) ?? [];
	if (/Non-2xx/.test(said)) throw new Error(`${url}: ${said}`);
	return { perSecond: Number(perSecond), p99Ms: Number(p99) * (UNITS[unit] ?? Number.NaN), requests: Number(requests) };
}

const memoryMib = (pid: number) =>
	Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;

const EMPTY_SERVER = `require('node:http').createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1', function () {
	console.log(JSON.stringify({ url: 'http://127.0.0.1:' + this.address().port + '/' }));
})`;

/** What this machine does with a server that does nothing: who else is at work on it shows here, too. */
async function measureReference(): Promise<Measured> {
	const [file = '', ...args] = onCore(0, [process.execPath, '-e', EMPTY_SERVER]);
	const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
	try {
		const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
		const { url } = JSON.parse(line) as { url: string };
		ask(url);
		const { perSecond, p99Ms } = ask(url);
		const figure = `${Math.round(perSecond)} requests/s, p99 ${p99Ms.toFixed(1)} ms`;
		return { name: 'reference: an empty `node:http` server', figure, limit: '', isWithin: true };
	} finally {
		child.kill('SIGTERM');
		await once(child, 'close');
	}
}

async function measure(name: string, command: readonly string[]): Promise<readonly Measured[]> {
	const [file = '', ...args] = onCore(0, [...command, 'serve', '--port', '0', '--json']);
	const env = { PATH: process.env['PATH'] ?? '', HOME: base, TMPDIR: tmpdir() };
	const child = spawn(file, args, { cwd: base, env, stdio: ['ignore', 'pipe', 'inherit'] });
	try {
		const pid = child.pid ?? 0;
		const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
		const { url } = JSON.parse(line) as { url: string };
		for (const path of PATHS) ask(`${url}api/v1/${path}`);
		const before = memoryMib(pid);
		const rows = PATHS.map((path): Measured => {
			const beforeMs = cpuMs(pid);
			const { perSecond, p99Ms, requests } = ask(`${url}api/v1/${path}`);
			const cpu = (cpuMs(pid) - beforeMs) / requests;
			return {
				name: `${name}, \`${path}\``,
				figure: `${Math.round(perSecond)} requests/s, p99 ${p99Ms.toFixed(1)} ms; ${cpu.toFixed(2)} ms of the core each`,
				limit: `≥ ${LEAST_PER_SECOND}, ≤ ${MOST_P99_MS} ms`,
				isWithin: perSecond >= LEAST_PER_SECOND && p99Ms <= MOST_P99_MS,
			};
		});
		const grown = memoryMib(pid) - before;
		const memory: Measured = {
			name: `${name}, memory`,
			figure: `${Math.round(before)} MiB, ${grown < 0 ? '−' : '+'} ${Math.abs(grown).toFixed(1)} MiB by the second half`,
			limit: `+ ${MOST_GROWTH_MIB} MiB`,
			isWithin: grown <= MOST_GROWTH_MIB,
		};
		const times = (await measureShowing(base, url, SHOWINGS)).toSorted((one, other) => one - other);
		const [median = Number.NaN, worst = Number.NaN] = [times[SHOWINGS / 2], times.at(-1)];
		const showing: Measured = {
			name: `${name}, from the commit of a run to its row in Chromium`,
			figure: `median ${Math.round(median)} ms, longest ${Math.round(worst)} ms`,
			limit: `${MOST_SHOWING_MS} ms`,
			isWithin: worst <= MOST_SHOWING_MS,
		};
		return [...rows, memory, showing];
	} finally {
		child.kill('SIGTERM');
		await once(child, 'close');
	}
}

try {
	recordServedHistory(base, RUNS, Date.now());
	const [load = 0] = loadavg();
	const rows = [
		await measureReference(),
		...(await measure('bundle', [process.execPath, bundle])),
		...(await measure('binary', [binary])),
	];
	const caption = `\`node bench/serve.ts --seconds ${values.seconds}${values.write ? ' --write' : ''}\`, ${today}, ${machine}; ${RUNS} runs, 1,000 snapshots; server on one core, wrk with ${CONNECTIONS} connections on the other; ${load.toFixed(0)} others wanted the two cores meanwhile.`;
	const table = renderMeasured(caption, rows);
	console.log(table);
	if (values.write) writeTable('serve', table);
} finally {
	rmSync(base, { recursive: true, force: true });
}

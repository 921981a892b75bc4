import { spawnSync } from 'node:child_process';
import { appendFileSync, linkSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteFigure } from './figures.ts';
import { bundle } from './references.ts';
import { splitLinesProgram } from './shipped.ts';
import type { Measured } from './table.ts';

const GIGABYTE = 1_000_000_000;

interface Spent {
	readonly wall: number;
	readonly cpu: number;
}

const ONE_PROGRAM = `'${process.execPath}' '${bundle}' sanitize --check "$@" > /dev/null 2>&1`;
/** The same without threads: what two of this machine's processors are worth together. */
const A_PROGRAM_EACH = `{ for file; do '${process.execPath}' '${bundle}' sanitize --check "$file" > /dev/null 2>&1 & done; wait; }`;

/** Seconds that the built program takes for files. */
export function spent(folder: string, files: readonly string[], command = ONE_PROGRAM): Spent {
	const script = `TIMEFORMAT='%R %U %S'; time ${command}`;
	const { stderr } = spawnSync('bash', ['-c', script, 'bash', ...files], { cwd: folder, encoding: 'utf8' });
	const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = stderr.trim().split(/\s+/).map(Number);
	return { wall, cpu: user + system };
}

/** A folder of its own, for as long as the work takes. */
export function inFolder<Result>(work: (folder: string) => Result): Result {
	const folder = mkdtempSync(join(tmpdir(), 'murmur8-bench-'));
	try {
		return work(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Throughput is told of so much that starting and compiling, half a second, count for little. */
const RATIO_BYTES = GIGABYTE;
const FILTER = `'${process.execPath}' '${bundle}' sanitize < "$1" > /dev/null 2>&1`;

/** So many times as many rounds as others: of each side the best counts, whatever disturbed the others. */
const RATIO_ROUNDS = 2;

/** The built program as a filter, beside a program that takes the same file apart into lines; both in turns. */
export function besideSplitting(
	{ name, id, most }: { readonly name: string; readonly id: 'sanitise-ci' | 'sanitise-dense'; readonly most: number },
	log: Buffer,
	folder: string,
	rounds: number,
): Measured {
	const path = join(folder, `${id}.log`);
	for (let size = 0; size < RATIO_BYTES; size += log.length) appendFileSync(path, log);
	const splitter = `'${process.execPath}' '${splitLinesProgram}' < "$1" > /dev/null`;
	const times = Array.from(
		{ length: RATIO_ROUNDS * rounds },
		() => [spent(folder, [path], splitter), spent(folder, [path], FILTER)] as const,
	);
	const split = (what: keyof Spent) => Math.min(...times.map(([time]) => time[what]));
	const clean = (what: keyof Spent) => Math.min(...times.map(([, time]) => time[what]));
	const speed = (seconds: number) => `${(statSync(path).size / 1e6 / seconds).toFixed(0)} MB/s`;
	const ratio = clean('wall') / split('wall');
	noteFigure({ id, value: ratio, reference: speed(split('wall')) });
	return {
		name: `${name}: whole programs, by the clock, the best of each`,
		figure: `${speed(clean('wall'))}, line splitting ${speed(split('wall'))}: ${ratio.toFixed(2)} × (${(clean('cpu') / split('cpu')).toFixed(2)} × the time of processors, V8's threads included)`,
		limit: `≤ ${most} ×`,
		isWithin: ratio <= most,
	};
}

/** A file under two names: the system keeps it in memory once. */
function twoNames(log: Buffer, folder: string, gigabytes: number): readonly [string, string] {
	const one = join(folder, `one-${gigabytes}.log`);
	const other = join(folder, `other-${gigabytes}.log`);
	for (let size = 0; size < gigabytes * GIGABYTE; size += log.length) appendFileSync(one, log);
	linkSync(one, other);
	return [one, other];
}

/** By the clock, of files so large that half a second of starting and compiling takes no part of it worth naming. */
const LARGE_GIGABYTES = 4;
/** What people have rather: told beside it, without a limit. */
const USUAL_GIGABYTES = 1;

interface Together {
	/** How many times as fast as one file after the other, of two threads and of two programs. */
	readonly threads: number;
	readonly programs: number;
	/** Time of processors, times that of one after the other. */
	readonly extra: number;
}

/** One file, two at a time by one program, and by a program each; in turns. */
function together(gigabytes: number, log: Buffer, folder: string, rounds: number): Together {
	const both = twoNames(log, folder, gigabytes);
	const one = both.slice(1);
	const times = Array.from(
		{ length: rounds },
		() => [spent(folder, one), spent(folder, both), spent(folder, both, A_PROGRAM_EACH)] as const,
	);
	// The best of each, as above: what else runs on the machine takes more from two threads than from one.
	const best = (place: 0 | 1 | 2, what: keyof Spent) => Math.min(...times.map((time) => time[place][what]));
	return {
		threads: (2 * best(0, 'wall')) / best(1, 'wall'),
		programs: (2 * best(0, 'wall')) / best(2, 'wall'),
		extra: best(1, 'cpu') / (2 * best(0, 'cpu')),
	};
}

/** The built program on two files: two workers against one. */
export function twoWorkers(log: Buffer, folder: string, rounds: number): readonly Measured[] {
	const usual = together(USUAL_GIGABYTES, log, folder, RATIO_ROUNDS * rounds);
	const large = together(LARGE_GIGABYTES, log, folder, rounds);
	const beside = ({ programs }: Together) => `two programs at the same time: ${programs.toFixed(2)} ×`;
	const figure = (figures: Together) => `${figures.threads.toFixed(2)} × as fast as one; ${beside(figures)}`;
	noteFigure({ id: 'sanitise-workers', value: large.threads, reference: beside(large) });
	return [
		{
			name: `two files of ${LARGE_GIGABYTES} GB, two workers: wall time, the best of each`,
			figure: figure(large),
			limit: '≥ 1.8 ×',
			isWithin: large.threads >= 1.8,
		},
		{
			name: `two files of ${USUAL_GIGABYTES} GB, two workers: the same, with two threads' compiling in it`,
			figure: figure(usual),
			limit: '–',
			isWithin: true,
		},
		{
			name: 'two files, two workers: time of the processor',
			figure: `${large.extra.toFixed(2)} × that of one after the other`,
			limit: '≤ 1.1 ×',
			isWithin: large.extra <= 1.1,
		},
	];
}

/** What the built program holds in memory. */
export function memory(log: Buffer, folder: string): Measured {
	const path = join(folder, 'part.log');
	writeFileSync(path, log);
	const parts = Math.ceil(GIGABYTE / log.length);
	const script = `'${process.execPath}' '${bundle}' sanitize < <(for ((i = 0; i < ${parts}; i++)); do cat '${path}'; done) > /dev/null & pid=$!; peak=0
while [ -e /proc/$pid/status ]; do now=$(awk '/VmHWM/{print $2}' /proc/$pid/status 2>/dev/null); [ "\${now:-0}" -gt "$peak" ] && peak=$now; sleep 0.02; done; echo $peak`;
	const peak = Number(spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout) / 1000;
	noteFigure({ id: 'sanitise-memory', value: peak });
	return {
		name: `resident, ${GIGABYTE / 1_000_000_000} GB through the filter`,
		figure: `${peak.toFixed(0)} MB`,
		limit: '≤ 150 MB',
		isWithin: peak > 0 && peak <= 150,
	};
}

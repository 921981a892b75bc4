import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine } from '../source/failures/sanitise/sanitise.ts';
import { Sanitiser } from '../source/failures/sanitise/stream/sanitiser.ts';
import { noteFigure } from './support/figures.ts';
import { ciLog, denseLog, HOSTILE, ordinaryLog } from './support/logs.ts';
import { machine, today } from './support/machine.ts';
import { logsOf, measureOrdinary } from './support/ordinary.ts';
import { measureSanitisers } from './support/peers.ts';
import { bundle } from './support/references.ts';
import { type Measured, renderMeasured, writeTable } from './support/table.ts';
import { cpuTimed, inChunks, median, splitLines } from './support/timing.ts';

const { values } = parseArgs({
	options: {
		megabytes: { type: 'string', default: '32' },
		rounds: { type: 'string', default: '5' },
		logs: { type: 'string' },
		write: { type: 'boolean' },
	},
});
const sizeBytes = Number(values.megabytes) * 1_000_000;
const rounds = Number(values.rounds);
const engine = createEngine();

function sanitise(log: Buffer): ReadonlyMap<string, number> {
	const sanitiser = new Sanitiser(engine, () => {});
	inChunks(log, (chunk) => sanitiser.push(chunk));
	sanitiser.end();
	return sanitiser.counts;
}

/** Both in turns, time of the processor, collecting included; the first round warms up. */
function ratio(name: string, log: Buffer, most: number): Measured {
	const times: [split: number, clean: number][] = [];
	for (let round = 0; round <= rounds; round++)
		times.push([cpuTimed(() => splitLines(log)), cpuTimed(() => sanitise(log))]);
	const split = median(times.slice(1).map(([time]) => time));
	const clean = median(times.slice(1).map(([, time]) => time));
	const speed = (time: number) => `${(log.length / 1000 / time).toFixed(0)} MB/s`;
	const is = clean / split;
	noteFigure({ id: most < 5 ? 'sanitise-ci' : 'sanitise-dense', value: is, reference: speed(split) });
	return {
		name,
		figure: `${speed(clean)}, line splitting ${speed(split)}: ${is.toFixed(2)} ×`,
		limit: `≤ ${most} ×`,
		isWithin: is <= most,
	};
}

/** Milliseconds of this thread's own work: what else the machine does is left out. */
function worked(work: () => unknown): number {
	const before = process.threadCpuUsage();
	work();
	const { user, system } = process.threadCpuUsage(before);
	return (user + system) / 1000;
}

const SIGNS = [...' .:-/\\=@"\'|&%$#{[(<,;_+0aA'];

/**
 * What hostile lines are made of: the patterns, whatever a rule is triggered by, joined in several ways, and every two
 * signs.
 */
const PIECES: readonly string[] = [
	...HOSTILE,
	...[...new Set(engine.rules.flatMap(({ triggers }) => triggers))].flatMap((literal) =>
		['', ' ', '\\', '=', ': "', 'aB1'].map((joint) => literal + joint),
	),
	...SIGNS.flatMap((first) => SIGNS.map((second) => first + second)),
];
const HOSTILE_BYTES = 65_536;
const SLOW = 60;

/** Milliseconds of this thread for a mebibyte; what seems slow is measured again. */
function hostileTime(piece: string): number {
	const once = (bytes: number) => {
		const line = Buffer.from(piece.repeat(Math.ceil(bytes / Buffer.byteLength(piece))));
		return (worked(() => sanitise(line)) * 1_048_576) / line.length;
	};
	const first = once(HOSTILE_BYTES);
	return first < SLOW ? first : median(Array.from({ length: 3 }, () => once(4 * HOSTILE_BYTES)));
}

function hostile(): Measured {
	const times = PIECES.map((piece) => ({ piece, time: hostileTime(piece) }));
	const worst = times.toSorted((a, b) => b.time - a.time)[0] ?? { piece: '', time: Number.NaN };
	noteFigure({ id: 'sanitise-hostile', value: worst.time });
	return {
		name: `long lines of ${PIECES.length} hostile patterns, time of the processor for a mebibyte`,
		figure: `worst ${worst.time.toFixed(0)} ms (${JSON.stringify(worst.piece)})`,
		limit: '≤ 100 ms',
		isWithin: worst.time <= 100,
	};
}

const FILE_BYTES = 96_000_000;
const GIGABYTE = 1_000_000_000;

interface Spent {
	readonly wall: number;
	readonly cpu: number;
}

const ONE_PROGRAM = `'${process.execPath}' '${bundle}' sanitize --check "$@" > /dev/null 2>&1`;
/** The same without threads: what two of this machine's processors are worth together. */
const A_PROGRAM_EACH = `{ for file; do '${process.execPath}' '${bundle}' sanitize --check "$file" > /dev/null 2>&1 & done; wait; }`;

/** Seconds that the built program takes for files. */
function spent(folder: string, files: readonly string[], command = ONE_PROGRAM): Spent {
	const script = `TIMEFORMAT='%R %U %S'; time ${command}`;
	const { stderr } = spawnSync('bash', ['-c', script, 'bash', ...files], { cwd: folder, encoding: 'utf8' });
	const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = stderr.trim().split(/\s+/).map(Number);
	return { wall, cpu: user + system };
}

/** The built program on files: two workers against one, and what it holds in memory. */
function program(log: Buffer): readonly Measured[] {
	const folder = mkdtempSync(join(tmpdir(), 'murmur8-bench-'));
	try {
		const paths = ['a.log', 'b.log'].map((name) => join(folder, name));
		// So large that starting takes no part of it worth naming.
		for (const path of paths) {
			for (let size = 0; size < FILE_BYTES; size += log.length) appendFileSync(path, log);
		}
		const times = Array.from(
			{ length: rounds },
			() => [spent(folder, paths.slice(1)), spent(folder, paths), spent(folder, paths, A_PROGRAM_EACH)] as const,
		);
		const one = (what: keyof Spent) => median(times.map(([time]) => time[what]));
		const two = (what: keyof Spent) => median(times.map(([, time]) => time[what]));
		const speedUp = (2 * one('wall')) / two('wall');
		const machineGives = (2 * one('wall')) / median(times.map(([, , { wall }]) => wall));
		const extra = two('cpu') / (2 * one('cpu'));
		noteFigure({
			id: 'sanitise-workers',
			value: speedUp,
			reference: `two programs at the same time: ${machineGives.toFixed(2)} ×`,
		});
		writeFileSync(paths[0] as string, log);
		const times1Gb = Math.ceil(GIGABYTE / log.length);
		const script = `'${process.execPath}' '${bundle}' sanitize < <(for ((i = 0; i < ${times1Gb}; i++)); do cat '${paths[0]}'; done) > /dev/null & pid=$!; peak=0
while [ -e /proc/$pid/status ]; do now=$(awk '/VmHWM/{print $2}' /proc/$pid/status 2>/dev/null); [ "\${now:-0}" -gt "$peak" ] && peak=$now; sleep 0.02; done; echo $peak`;
		const peak = Number(spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout) / 1000;
		noteFigure({ id: 'sanitise-memory', value: peak });
		return [
			{
				name: 'two files, two workers: wall time (what else runs on the machine counts)',
				figure: `${speedUp.toFixed(2)} × as fast as one; two programs at the same time: ${machineGives.toFixed(2)} ×`,
				limit: '≥ 1.8 ×',
				isWithin: speedUp >= 1.8,
			},
			{
				name: 'two files, two workers: time of the processor',
				figure: `${extra.toFixed(2)} × that of one after the other`,
				limit: '≤ 1.1 ×',
				isWithin: extra <= 1.1,
			},
			{
				name: `resident, ${GIGABYTE / 1_000_000_000} GB through the filter`,
				figure: `${peak.toFixed(0)} MB`,
				limit: '≤ 150 MB',
				isWithin: peak > 0 && peak <= 150,
			},
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Lines of builds that change though nothing in them is to be hidden; what changed is printed. */
function ordinary(): readonly Measured[] {
	const logs = values.logs === undefined ? [] : logsOf(values.logs);
	const generated = { name: 'generated', bytes: ordinaryLog(20_000) };
	const figures = [generated, ...logs].map((log) => measureOrdinary(engine, log));
	for (const { lines, changed } of figures) noteFigure({ id: 'sanitise-ordinary', value: (100 * changed) / lines });
	for (const { list } of figures) for (const line of list) console.log(line);
	return figures.map(({ name, lines, changed, withAddress }) => ({
		name: `lines of an ordinary log that change: ${name}, ${lines} lines`,
		figure: `${((100 * changed) / lines).toFixed(2)} %${withAddress > 0 ? `, beside ${withAddress} with an e-mail address` : ''}`,
		limit: '≤ 2 %',
		isWithin: changed / lines <= 0.02,
	}));
}

const ci = ciLog(sizeBytes);
const rows: readonly Measured[] = [
	ratio('CI logs', ci, 3.5),
	ratio('a secret in every line', denseLog(sizeBytes / 2), 5),
	...program(ci),
	hostile(),
	...ordinary(),
];
const peers = await measureSanitisers(ci.subarray(0, 2_000_000));
const table = [
	renderMeasured(
		`\`node bench/sanitise.ts --megabytes ${values.megabytes} --rounds ${rounds} --write\`, ${today}, ${machine}; medians.`,
		rows,
	),
	...peers.map(
		({ name, figure }) => `| ${name}, on the first 2 MB of the CI log | ${figure.toFixed(1)} MB/s | – | – |`,
	),
].join('\n');
console.log(table);
if (values.write) writeTable('sanitise', table);

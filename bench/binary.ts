import { execFileSync, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BINARY_TARGETS, binaryName, hostTarget } from '../scripts/binary-targets.ts';
import { noteFigure } from './support/figures.ts';
import { machine, today } from './support/machine.ts';
import { binary, buildReferences } from './support/references.ts';
import { type Measured, renderMeasured, writeTable } from './support/table.ts';
import { median } from './support/timing.ts';

/**
 * Sizes of the binaries that are there (`npm run binary -- --all`), and what starting this machine's one costs. With
 * `--all` every binary is compressed, a minute of a processor each, else the one that has a limit.
 */
const { values } = parseArgs({
	options: { rounds: { type: 'string', default: '5' }, all: { type: 'boolean' }, write: { type: 'boolean' } },
});
const rounds = Number(values.rounds);
const folder = resolve(import.meta.dirname, '..', 'dist', 'bin');
const MEGABYTE = 1_000_000;
/** engineering.md says it of linux-x64; the others are held to nothing. */
const MOST_COMPRESSED_MEGABYTES = 32;
const MOST_START_RATIO = 1.2;

/** Bytes that `xz -9e` makes of a file. */
function compressedBytes(path: string): Promise<number> {
	return new Promise((done, fail) => {
		const child = spawn('xz', ['-9e', '--threads=1', '--stdout', path], { stdio: ['ignore', 'pipe', 'inherit'] });
		let bytes = 0;
		child.stdout.on('data', (chunk: Buffer) => {
			bytes += chunk.length;
		});
		child.on('error', fail);
		child.on('close', (code) => (code === 0 ? done(bytes) : fail(new Error(`xz ended with ${code}`))));
	});
}

async function measureSizes(): Promise<readonly Measured[]> {
	const rows: Measured[] = [];
	for (const target of BINARY_TARGETS) {
		const path = join(folder, binaryName(target));
		if (!existsSync(path)) continue;
		const raw = statSync(path).size / MEGABYTE;
		const isLimited = target.name === 'linux-x64';
		const compressed = isLimited || values.all ? (await compressedBytes(path)) / MEGABYTE : undefined;
		const shown = compressed === undefined ? '' : `, \`xz -9e\` ${compressed.toFixed(1)} MB`;
		if (isLimited && compressed !== undefined) noteFigure({ id: 'binary-size', value: compressed });
		rows.push({
			name: binaryName(target),
			figure: `${raw.toFixed(1)} MB${shown}`,
			limit: isLimited ? `≤ ${MOST_COMPRESSED_MEGABYTES} MB compressed` : '',
			isWithin: !isLimited || (compressed ?? Number.POSITIVE_INFINITY) <= MOST_COMPRESSED_MEGABYTES,
		});
	}
	return rows;
}

/** Milliseconds of processors that a start takes, the mean of ten: the shell adds up what its children used. */
function cpuMsOf(command: readonly string[]): number {
	const loop = 'for i in 1 2 3 4 5 6 7 8 9 10; do "$0" "$@" >/dev/null || exit 1; done; times';
	const told = execFileSync('bash', ['--norc', '-c', loop, ...command], { encoding: 'utf8', env: { LC_ALL: 'C' } });
	const [minutes = Number.NaN, seconds = Number.NaN, ...system] = (told.trim().split('\n').at(-1) ?? '')
		.split(/[ms\s]+/)
		.filter((word) => word !== '')
		.map(Number);
	const [systemMinutes = Number.NaN, systemSeconds = Number.NaN] = system;
	return (((minutes + systemMinutes) * 60 + seconds + systemSeconds) * 1000) / 10;
}

async function measureStart(): Promise<Measured> {
	const { emptyExecutable } = await buildReferences();
	const commands = { empty: [emptyExecutable], own: [binary, '--version'] };
	const times = { empty: [] as number[], own: [] as number[] };
	for (let round = 0; round < rounds; round++) {
		times.empty.push(cpuMsOf(commands.empty));
		times.own.push(cpuMsOf(commands.own));
	}
	const [own, empty] = [median(times.own), median(times.empty)];
	return {
		name: `${binaryName(hostTarget())} --version`,
		figure: `${own.toFixed(1)} ms; an empty executable ${empty.toFixed(1)} ms: ${(own / empty).toFixed(2)} ×`,
		limit: `≤ ${MOST_START_RATIO} ×`,
		isWithin: own / empty <= MOST_START_RATIO,
	};
}

const start = await measureStart();
console.log(`${start.name}: ${start.figure}`);
const rows = [...(await measureSizes()), start];
const words = `--rounds ${rounds}${values.all ? ' --all' : ''} --write`;
const caption = `\`node bench/binary.ts ${words}\`, ${today}, ${machine}; starts: processor time, median of rounds of ten, interleaved.`;
const table = renderMeasured(caption, rows);
console.log(table);
if (values.write) writeTable('binaries', table);

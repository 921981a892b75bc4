import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BINARY_TARGETS, binaryName, hostTarget } from '../scripts/binary-targets.ts';
import { machine, today } from './support/machine.ts';
import { measureInterleaved } from './support/measure.ts';
import { binary, buildReferences } from './support/references.ts';
import { type Measured, renderMeasured, writeTable } from './support/table.ts';

/**
 * Sizes of the binaries that are there (`npm run binary -- --all`), and what starting this machine's one costs. With
 * `--all` every binary is compressed, a minute of a processor each, else the one that has a limit.
 */
const { values } = parseArgs({
	options: { rounds: { type: 'string', default: '20' }, all: { type: 'boolean' }, write: { type: 'boolean' } },
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
		rows.push({
			name: binaryName(target),
			figure: `${raw.toFixed(1)} MB${shown}`,
			limit: isLimited ? `≤ ${MOST_COMPRESSED_MEGABYTES} MB compressed` : '',
			isWithin: !isLimited || (compressed ?? Number.POSITIVE_INFINITY) <= MOST_COMPRESSED_MEGABYTES,
		});
	}
	return rows;
}

async function measureStart(): Promise<Measured> {
	const { emptyExecutable } = await buildReferences();
	const cwd = mkdtempSync(join(tmpdir(), 'murmur8-bench-'));
	const env = { PATH: process.env['PATH'] ?? '', HOME: cwd, TMPDIR: tmpdir() };
	try {
		const figures = await measureInterleaved(
			[
				{ name: 'empty', command: [emptyExecutable], cwd, env },
				{ name: 'own', command: [binary, '--version'], cwd, env },
			],
			rounds,
		);
		const of = (name: string) => figures.get(name)?.medianMs ?? Number.NaN;
		const ratio = of('own') / of('empty');
		return {
			name: `${binaryName(hostTarget())} --version`,
			figure: `${of('own').toFixed(1)} ms; an empty executable ${of('empty').toFixed(1)} ms: ${ratio.toFixed(2)} ×`,
			limit: `≤ ${MOST_START_RATIO} ×`,
			isWithin: ratio <= MOST_START_RATIO,
		};
	} finally {
		rmSync(cwd, { recursive: true, force: true });
	}
}

const start = await measureStart();
const rows = [...(await measureSizes()), start];
const words = `--rounds ${rounds}${values.all ? ' --all' : ''} --write`;
const caption = `\`node bench/binary.ts ${words}\`, ${today}, ${machine}; starts: whole processes, median, interleaved.`;
const table = renderMeasured(caption, rows);
console.log(table);
if (values.write) writeTable('binaries', table);

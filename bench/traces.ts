import { parseArgs } from 'node:util';
import type { Trace } from '../source/failures/traces/trace.ts';
import { readFixtures } from '../test/support/traces/fixtures.ts';
import { noteFigure } from './support/figures.ts';
import { failingLog, HOSTILE, successfulLog } from './support/logs.ts';
import { machine, today } from './support/machine.ts';
import { measureFrames } from './support/peers.ts';
import { extractTraces, TraceExtractor } from './support/shipped.ts';
import { writeTable } from './support/table.ts';
import { inChunks, median, splitLines, timed } from './support/timing.ts';

const { values } = parseArgs({
	options: {
		megabytes: { type: 'string', default: '32' },
		rounds: { type: 'string', default: '5' },
		write: { type: 'boolean' },
	},
});
const sizeBytes = Number(values.megabytes) * 1_000_000;
const rounds = Number(values.rounds);

/** @returns how many errors it found */
function extract(log: Buffer): number {
	let count = 0;
	const extractor = new TraceExtractor(() => count++);
	inChunks(log, (chunk) => extractor.push(chunk));
	extractor.end();
	return count;
}

const speed = (log: Buffer, time: number): string => `${(log.length / 1000 / time).toFixed(0)} MB/s`;

/** Both in turns; the first round warms up. */
function row(name: string, log: Buffer): string {
	const times: [split: number, found: number][] = [];
	for (let round = 0; round <= rounds; round++) times.push([timed(() => splitLines(log)), timed(() => extract(log))]);
	const split = median(times.slice(1).map(([time]) => time));
	const found = median(times.slice(1).map(([, time]) => time));
	const errors = ((extract(log) * 1_000_000) / log.length).toFixed(0);
	return `| ${name} | ${errors} | ${speed(log, found)} | ${speed(log, split)} | ${(found / split).toFixed(2)} × |`;
}

/** The slowest of lines of a mebibyte that cost a careless expression seconds. */
function hostile(): string {
	const times = HOSTILE.map((piece) => {
		const line = Buffer.from(piece.repeat(Math.ceil(1_048_576 / Buffer.byteLength(piece))));
		extract(line);
		return { piece, time: timed(() => extract(line)) };
	});
	const worst = times.toSorted((a, b) => b.time - a.time)[0] ?? { piece: '', time: Number.NaN };
	return `Lines of 1 MiB of ${HOSTILE.length} hostile patterns: worst ${worst.time.toFixed(0)} ms (${JSON.stringify(worst.piece)}).`;
}

const framesIn = ({ frames, causes }: Trace) =>
	frames.length + causes.reduce((sum, cause) => sum + cause.frames.length, 0);

/** Frames of exceptions in nine languages, which lie beside the project; nothing where they do not. */
async function recall(): Promise<readonly string[]> {
	const texts = Object.entries(readFixtures() ?? {})
		.filter(([name]) => !name.startsWith('ARBITRARY'))
		.map(([, text]) => text);
	if (texts.length === 0) return ['Frames found: not measured, the exceptions are not there.'];
	const count = texts.flatMap((text) => extractTraces(text)).reduce((sum, trace) => sum + framesIn(trace), 0);
	const peers = await measureFrames(texts);
	const best = peers.toSorted((a, b) => b.figure - a.figure)[0];
	noteFigure({ id: 'frames', value: count, ...(best && { reference: `${best.name}: ${best.figure}` }) });
	const beside = peers.map(({ name, figure }) => `${name} ${figure}`).join(', ');
	return [
		`Stack frames found in ${texts.length} exceptions of nine languages: ${count}; ${beside || 'no other tools beside it'}.`,
	];
}

const table = [
	`\`node bench/traces.ts --megabytes ${values.megabytes} --rounds ${rounds} --write\`, ${today}, ${machine}; medians.`,
	'',
	'| Log | errors in a MB | finding them | line splitting | ratio |',
	'|---|---|---|---|---|',
	row('of successful builds', successfulLog(sizeBytes)),
	row('of failing jobs', failingLog(sizeBytes)),
	'',
	hostile(),
	'',
	...(await recall()),
].join('\n');
console.log(table);
if (values.write) writeTable('traces', table);

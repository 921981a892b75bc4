import { parseArgs } from 'node:util';
import type { TemplateMiner as Miner } from '../source/failures/templates/miner.ts';
import { generatedLogs } from '../test/support/system-logs/labelled.ts';
import { REAL_NAMES, realLog } from '../test/support/system-logs/real.ts';
import { scoreOf } from '../test/support/system-logs/score.ts';
import { noteFigure } from './support/figures.ts';
import { HOSTILE } from './support/logs.ts';
import { machine, today } from './support/machine.ts';
import { TemplateMiner } from './support/shipped.ts';
import { type Measured, renderMeasured, writeTable } from './support/table.ts';
import { cpuTimed, median, splitLines } from './support/timing.ts';

/** The template miner: megabytes a second beside line splitting, hostile lines, and grouping accuracy. */
const { values } = parseArgs({
	options: {
		megabytes: { type: 'string', default: '32' },
		rounds: { type: 'string', default: '5' },
		write: { type: 'boolean' },
	},
});
const rounds = Number(values.rounds);

function mine(log: Buffer): Miner {
	const miner = new TemplateMiner();
	miner.addLines(log);
	return miner;
}

/** All kinds, 2,000 lines of each in turn, over and over. */
function systemLog(sizeBytes: number): Buffer {
	const block = Buffer.from(
		generatedLogs(11, 20_000)
			.map(({ lines }) => `${lines.join('\n')}\n`)
			.join(''),
	);
	return Buffer.concat(Array.from({ length: Math.ceil(sizeBytes / block.length) }, () => block));
}

function speed(): readonly Measured[] {
	const log = systemLog(Number(values.megabytes) * 1_000_000);
	const times = Array.from(
		{ length: rounds + 1 },
		() => [cpuTimed(() => splitLines(log)), cpuTimed(() => mine(log))] as const,
	);
	const of = (times_: readonly number[]) => log.length / 1000 / median(times_);
	const split = of(times.slice(1).map(([time]) => time));
	const mined = of(times.slice(1).map(([, time]) => time));
	noteFigure({ id: 'templates-speed', value: mined, reference: `${split.toFixed(0)} MB/s` });
	const miner = mine(log);
	const found = median(Array.from({ length: rounds }, () => cpuTimed(() => miner.templates())));
	return [
		{
			name: 'counting canonical lines',
			figure: `${mined.toFixed(0)} MB/s, line splitting ${split.toFixed(0)} MB/s: ${(split / mined).toFixed(2)} ×`,
			limit: '≥ 40 MB/s',
			isWithin: mined >= 40,
		},
		{
			name: `templates of ${miner.state().buckets.reduce((sum, { keys }) => sum + keys.length, 0)} canonical lines`,
			figure: `${found.toFixed(0)} ms, ${miner.templates().all.length} templates`,
			limit: '–',
			isWithin: true,
		},
	];
}

function hostile(): Measured {
	const worst = HOSTILE.map((piece) => {
		const text = `${piece.repeat(Math.ceil(4_000 / piece.length))}\n`;
		const log = Buffer.from(text.repeat(Math.ceil(1_048_576 / Buffer.byteLength(text))));
		mine(log);
		return { piece, megabytesPerSecond: log.length / 1000 / cpuTimed(() => mine(log)) };
	}).toSorted((a, b) => a.megabytesPerSecond - b.megabytesPerSecond)[0];
	const slowest = worst?.megabytesPerSecond ?? 0;
	return {
		name: `lines of 4 KB of ${HOSTILE.length} hostile patterns`,
		figure: `slowest ${slowest.toFixed(0)} MB/s (${JSON.stringify(worst?.piece)})`,
		limit: '≥ 40 MB/s',
		isWithin: slowest >= 40,
	};
}

const logs = [...generatedLogs(12, 2_000), ...REAL_NAMES.flatMap((name) => realLog(name) ?? [])];
const rows: readonly Measured[] = [
	...speed(),
	hostile(),
	...logs.map((log) => {
		const { accuracy } = scoreOf(log);
		const name = `grouping accuracy: ${log.name}, ${log.lines.length} lines`;
		return { name, figure: accuracy.toFixed(3), limit: '≥ 0.85', isWithin: accuracy >= 0.85 };
	}),
];
const accuracies = logs.map((log) => scoreOf(log).accuracy);
noteFigure({
	id: 'templates-accuracy',
	value: accuracies.reduce((sum, one) => sum + one, 0) / accuracies.length,
	reference: `worst ${Math.min(...accuracies).toFixed(3)}`,
});
const table = renderMeasured(
	`\`node bench/templates.ts --megabytes ${values.megabytes} --rounds ${rounds} --write\`, ${today}, ${machine}; processor time, medians.`,
	rows,
);
console.log(table);
if (values.write) writeTable('templates', table);

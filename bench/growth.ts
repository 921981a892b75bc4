import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROWS } from './rows.ts';
import { noteFigure } from './support/figures.ts';
import { growthExponent } from './support/growth.ts';
import { machine, today } from './support/machine.ts';
import type { SIZED_WORK, Sized } from './support/sized-work.ts';
import { type Measured, renderMeasured, writeTable } from './support/table.ts';
import { median } from './support/timing.ts';

/**
 * Time and memory of what works on logs and rules, over three decades of size; each size in a process of its own. Those
 * of histories are in bench/history.ts, of whole reports in bench/report.ts.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, write: { type: 'boolean' } } });
const rounds = Number(values.rounds);

type Subject = keyof typeof SIZED_WORK;

const MEGABYTES = { unit: 'MB', sizes: [1, 10, 100, 1_000] } as const;
const SUBJECTS = {
	sanitise: { name: 'sanitise a CI log', ...MEGABYTES },
	traces: { name: 'errors of a log of failing jobs', ...MEGABYTES },
	templates: { name: 'templates of a log, other lines in every MB', unit: 'MB', sizes: [0.1, 1, 10, 100] },
	owners: { name: '100,000 look-ups in CODEOWNERS', unit: 'rules', sizes: [10, 100, 1_000, 10_000] },
} as const satisfies Record<Subject, { name: string; unit: string; sizes: readonly number[] }>;

function measure(subject: Subject, size: number): Sized {
	const script = join(import.meta.dirname, 'support', 'sized-work.ts');
	const once = (): Sized =>
		JSON.parse(execFileSync(process.execPath, [script, subject, `${size}`], { encoding: 'utf8' })) as Sized;
	const all = Array.from({ length: rounds }, once);
	return { cpuMs: median(all.map(({ cpuMs }) => cpuMs)), peakBytes: median(all.map(({ peakBytes }) => peakBytes)) };
}

/** Of numbers as they are read: three digits that tell. */
const short = (value: number) => Number(value.toPrecision(3)).toLocaleString('en');

const rows = (Object.keys(SUBJECTS) as Subject[]).flatMap((subject): readonly Measured[] => {
	const { name, unit, sizes } = SUBJECTS[subject];
	const all = sizes.map((size) => ({ size, ...measure(subject, size) }));
	const time = growthExponent(all.map(({ size, cpuMs }) => ({ size, value: cpuMs })));
	const memory = growthExponent(all.map(({ size, peakBytes }) => ({ size, value: peakBytes })));
	const at = `${sizes.map(short).join(' / ')} ${unit}`;
	noteFigure({ id: `${subject}-growth`, value: time, reference: at });
	noteFigure({ id: `${subject}-memory-growth`, value: memory, reference: at });
	const { limit } = ROWS[`${subject}-growth`];
	const row = (what: string, figures: readonly number[], of: string, exponent: number): Measured => ({
		name: `${name}: ${what} at ${at}`,
		figure: `${figures.map(short).join(' / ')} ${of}, exponent ${exponent.toFixed(2)}`,
		limit: `linear at most: ≤ ${limit}`,
		isWithin: exponent <= limit,
	});
	return [
		row(
			'time',
			all.map(({ cpuMs }) => cpuMs),
			'ms',
			time,
		),
		row(
			'memory',
			all.map(({ peakBytes }) => peakBytes / 1_000_000),
			'MB',
			memory,
		),
	];
});
const table = renderMeasured(
	`\`node bench/growth.ts --rounds ${rounds} --write\`, ${today}, ${machine}; processor time, and by how much the peak of the memory rose; medians. 0 is flat, 1 linear.`,
	rows,
);
console.log(table);
if (values.write) writeTable('growth', table);

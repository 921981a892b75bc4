import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readCommitters } from '../source/adapters/git-committers.ts';
import { createChance } from '../test/support/chance.ts';
import { noteFigure } from './support/figures.ts';
import { createHistory } from './support/history-repository.ts';
import { machine, today } from './support/machine.ts';
import { ownedPaths, ownerRules } from './support/owned-paths.ts';
import { measureCodeowners } from './support/peers.ts';
import { Codeowners } from './support/shipped.ts';
import { type Measured, renderMeasured, writeTable } from './support/table.ts';
import { cpuTimed, median, timed } from './support/timing.ts';

/** CODEOWNERS look-ups a second, and the last authors of 200 files out of a long history. */
const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '5' },
		commits: { type: 'string', default: '30000' },
		write: { type: 'boolean' },
	},
});
const rounds = Number(values.rounds);
const LOOK_UPS = 100_000;

const paths = ownedPaths(5_000);

function lookUps(name: string, text: string, least: number): Measured {
	const codeowners = new Codeowners(text);
	const work = () => {
		for (let index = 0; index < LOOK_UPS; index++) codeowners.ownersOf(paths[index % paths.length] ?? '');
	};
	// The reference: every path taken apart, and nothing done with it.
	const split = () => {
		let count = 0;
		for (let index = 0; index < LOOK_UPS; index++) count += (paths[index % paths.length] ?? '').split('/').length;
		return count;
	};
	const times = Array.from({ length: rounds + 1 }, () => [cpuTimed(work), cpuTimed(split)] as const).slice(1);
	const aSecond = (LOOK_UPS * 1000) / median(times.map(([time]) => time));
	const splitASecond = (LOOK_UPS * 1000) / median(times.map(([, time]) => time));
	if (least > 0) noteFigure({ id: 'codeowners', value: aSecond, reference: `${Math.round(splitASecond)} a second` });
	const limit = least > 0 ? `≥ ${least.toLocaleString('en')} a second` : '–';
	const rounded = (count: number) => `${Math.round(count / 1000).toLocaleString('en')},000`;
	const figure = `${rounded(aSecond)} look-ups a second; splitting the path ${rounded(splitASecond)}`;
	return { name, figure, limit, isWithin: aSecond >= least };
}

async function history(): Promise<Measured> {
	const folder = mkdtempSync(join(tmpdir(), 'murmur8-bench-'));
	try {
		const all = createHistory(folder, Number(values.commits), 3_000);
		const chance = createChance(5);
		const files = Array.from({ length: 200 }, () => all[chance.below(all.length)] ?? '');
		const times: (readonly [ours: number, whole: number])[] = [];
		let found = 0;
		for (let round = 0; round <= rounds; round++) {
			const startedAt = performance.now();
			const reading = await readCommitters(folder, files, process.env);
			const ours = performance.now() - startedAt;
			found = reading.kind === 'read' ? reading.committers.size : 0;
			const whole = timed(() =>
				spawnSync('git', ['log', '-z', '--name-only', '--format=%H'], { cwd: folder, maxBuffer: 1e9 }),
			);
			times.push([ours, whole]);
		}
		const ours = median(times.slice(1).map(([time]) => time));
		const whole = median(times.slice(1).map(([, time]) => time));
		return {
			name: `last authors of ${new Set(files).size} files out of ${Number(values.commits).toLocaleString('en')} commits`,
			figure: `${ours.toFixed(0)} ms, ${found} found; git log over all of it ${whole.toFixed(0)} ms`,
			limit: '≤ 1000 ms',
			isWithin: ours <= 1000,
		};
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const sections = (text: string): string =>
	text
		.split('\n')
		.map((line, index) => (index % 100 === 0 ? `[Section ${index}]\n${line}` : line))
		.join('\n');
const peers = (await measureCodeowners(ownerRules(1_000), paths.slice(0, 500))).map(({ name, figure }): Measured => {
	const aSecond = Math.round(figure).toLocaleString('en');
	return { name: `${name}, the same 1,000 rules`, figure: `${aSecond} look-ups a second`, limit: '–', isWithin: true };
});
const rows: readonly Measured[] = [
	lookUps('CODEOWNERS, 1,000 rules', ownerRules(1_000), 200_000),
	...peers,
	lookUps('CODEOWNERS, 10,000 rules', ownerRules(10_000), 0),
	lookUps('CODEOWNERS, 1,000 rules in 10 sections', sections(ownerRules(1_000)), 0),
	await history(),
];
const table = renderMeasured(
	`\`node bench/owners.ts --rounds ${rounds} --write\`, ${today}, ${machine}; medians; look-ups by processor time, git by the clock.`,
	rows,
);
console.log(table);
if (values.write) writeTable('owners', table);

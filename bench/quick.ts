import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bestRatio, explainRegressions, type Pair, type Ratios, regressionsOf } from './quick/judge.ts';
import { openQuickRows } from './quick/rows.ts';
import { binary, bundle } from './support/references.ts';

/**
 * For CI, in less than three minutes: ratios of processor time, against those of bench/baseline.json. What is over is
 * measured again, longer each time; only what stays over is told.
 */
const { values } = parseArgs({
	options: {
		only: { type: 'string', default: '' },
		rounds: { type: 'string', default: '9' },
		accept: { type: 'boolean', default: false },
		list: { type: 'boolean', default: false },
		json: { type: 'boolean', default: false },
	},
});
const RETRIES = 4;
const baselineFile = join(import.meta.dirname, 'baseline.json');
const baseline: Ratios = existsSync(baselineFile) ? (JSON.parse(readFileSync(baselineFile, 'utf8')) as Ratios) : {};
for (const file of [bundle, binary]) {
	if (!existsSync(file)) throw new Error(`${file} is missing; run: npm run build && npm run binary`);
}

const { rows, close } = openQuickRows();
const names = Object.fromEntries(Object.entries(rows).map(([id, { what }]) => [id, what]));
const asked = values.only.split(',').filter((id) => id !== '');
const unknown = asked.find((id) => !rows[id]);
const pairs = new Map<string, Pair[]>();

/** In turns, so that what the machine does besides hits all alike. @returns the best ratios of all that was measured */
async function measure(ids: readonly string[], rounds: number): Promise<Ratios> {
	for (let round = 0; round < rounds; round++) {
		for (const id of ids) {
			const pair = await rows[id]?.measure();
			if (pair) pairs.set(id, [...(pairs.get(id) ?? []), pair]);
		}
	}
	return Object.fromEntries(ids.map((id) => [id, bestRatio(pairs.get(id) ?? [])]));
}

/** So often a new baseline is measured. */
const SETS = 5;

/** What a later run may find: the worst of several, for one alone may have been lucky. */
async function measureBaseline(ids: readonly string[], rounds: number): Promise<Ratios> {
	let worst: Ratios = {};
	for (let set = 0; set < SETS; set++) {
		pairs.clear();
		const measured = await measure(ids, rounds);
		worst = Object.fromEntries(ids.map((id) => [id, Math.max(worst[id] ?? 0, measured[id] ?? Number.NaN)]));
	}
	return worst;
}

function report(measured: Ratios): void {
	if (values.json) {
		console.log(JSON.stringify(measured, undefined, '\t'));
		return;
	}
	for (const [id, ratio] of Object.entries(measured)) {
		const known = baseline[id];
		const change = known === undefined ? 'new' : `baseline ${known.toFixed(2)}`;
		console.log(`${(names[id] ?? id).padEnd(36)} ${ratio.toFixed(2).padStart(8)} ×   ${change}`);
	}
}

async function run(): Promise<number> {
	if (unknown !== undefined) {
		console.error(`--only names ${JSON.stringify(unknown)}; there are: ${Object.keys(rows).join(', ')}`);
		return 2;
	}
	if (values.list) {
		for (const [id, what] of Object.entries(names)) console.log(`${id.padEnd(20)} ${what}`);
		return 0;
	}
	const rounds = Number(values.rounds);
	const ids = asked.length > 0 ? asked : Object.keys(rows);
	if (values.accept) {
		const measured = await measureBaseline(ids, rounds);
		const rounded = Object.entries({ ...baseline, ...measured }).map(([id, ratio]) => [id, Number(ratio.toFixed(3))]);
		writeFileSync(baselineFile, `${JSON.stringify(Object.fromEntries(rounded), undefined, 2)}\n`);
		report(measured);
		console.log('Written to bench/baseline.json.');
		return 0;
	}
	let measured = await measure(ids, rounds);
	for (let retry = 1; retry <= RETRIES; retry++) {
		const over = regressionsOf(measured, baseline).map(({ id }) => id);
		if (over.length === 0) break;
		console.error(`once more, ${rounds * retry} rounds: ${over.join(', ')}`);
		measured = { ...measured, ...(await measure(over, rounds * retry)) };
	}
	report(measured);
	const regressions = regressionsOf(measured, baseline);
	if (regressions.length > 0) console.error(explainRegressions(regressions, names));
	return regressions.length > 0 ? 1 : 0;
}

try {
	process.exitCode = await run();
} finally {
	close();
}

import { parseArgs } from 'node:util';
import { generatedLogs } from '../test/support/system-logs/labelled.ts';
import { scoreOf } from '../test/support/system-logs/score.ts';

/** Grouping accuracy of the template miner by kind of log, and what it groups wrongly: `node bench/templates-score.ts`. */
const { values } = parseArgs({
	options: {
		seeds: { type: 'string', default: '3' },
		lines: { type: 'string', default: '2000' },
		first: { type: 'string' },
	},
});
const first = values.first === undefined ? Date.now() % 1_000_000 : Number(values.first);
let isWithin = true;
for (let seed = first; seed < first + Number(values.seeds); seed++) {
	for (const log of generatedLogs(seed, Number(values.lines))) {
		const { accuracy, wrong } = scoreOf(log);
		console.log(`seed ${seed}, ${log.name}: ${accuracy.toFixed(3)}`);
		for (const label of wrong.slice(0, 8)) console.log(`  ${label.slice(0, 300)}`);
		isWithin &&= accuracy >= 0.85;
	}
}
process.exitCode = isWithin ? 0 : 1;

import { parseArgs } from 'node:util';
import { noteFigure } from './support/figures.ts';
import { ciLog, denseLog, ordinaryLog } from './support/logs.ts';
import { machine, today } from './support/machine.ts';
import { logsOf, measureOrdinary } from './support/ordinary.ts';
import { measureSanitisers } from './support/peers.ts';
import { hostile, hostileCold } from './support/sanitise-hostile.ts';
import { besideSplitting, inFolder, memory, twoWorkers } from './support/sanitise-program.ts';
import { engine } from './support/sanitised.ts';
import { type Measured, renderMeasured, writeTable } from './support/table.ts';

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
const dense = denseLog(sizeBytes);
const rows: readonly Measured[] = [
	...inFolder((folder) => [
		besideSplitting({ name: 'CI logs', id: 'sanitise-ci', most: 3.5 }, ci, folder, rounds),
		besideSplitting({ name: 'a secret in every line', id: 'sanitise-dense', most: 5 }, dense, folder, rounds),
		...twoWorkers(ci, folder, rounds),
		memory(ci, folder),
	]),
	hostile(),
	hostileCold(rounds),
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

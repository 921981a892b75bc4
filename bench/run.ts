import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCommands } from './commands.ts';
import { machine, today } from './support/machine.ts';
import { binary, bundle } from './support/references.ts';
import { renderMarkdown, writeTable } from './support/table.ts';

const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '40' },
		write: { type: 'boolean' },
		faults: { type: 'boolean' },
		screens: { type: 'boolean' },
		exec: { type: 'boolean' },
	},
	strict: false,
});
const other = values.faults ? 'faults' : values.screens ? 'screens' : values.exec ? 'exec' : undefined;
if (other) {
	// Several minutes, and about other things; each reads its own options.
	const args = process.argv.slice(2).filter((word) => word !== `--${other}`);
	const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${other}.ts`), ...args], {
		stdio: 'inherit',
	});
	process.exit(status ?? 1);
}

for (const file of [bundle, binary]) {
	if (!existsSync(file)) throw new Error(`${file} is missing; run: npm run build && npm run binary`);
}
const rows = await benchCommands(Number(values.rounds));
const table = renderMarkdown(rows, {
	machine,
	date: today,
	rounds: Number(values.rounds),
});
console.log(table);
if (values.write) writeTable('commands', table);
if (rows.some(({ isWithin }) => !isWithin)) console.log('Some rows are over their limit.');
// Endpoints that never answer keep background processes of the bench waiting; they end by themselves.
process.exit(0);

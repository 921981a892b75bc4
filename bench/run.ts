import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchCommands } from './commands.ts';
import { binary, bundle } from './support/references.ts';
import { renderMarkdown, writeTable } from './support/table.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '40' }, write: { type: 'boolean' } } });

for (const file of [bundle, binary]) {
	if (!existsSync(file)) throw new Error(`${file} is missing; run: npm run build && npm run binary`);
}
const rows = await benchCommands(Number(values.rounds));
const table = renderMarkdown(rows, Number(values.rounds));
console.log(table);
if (values.write) writeTable('commands', table);
if (rows.some(({ isWithin }) => !isWithin)) console.log('Some rows are over their limit.');
// Endpoints that never answer keep background processes of the bench waiting; they end by themselves.
process.exit(0);

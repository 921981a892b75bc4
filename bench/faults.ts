import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { answers } from '../test/faults/http/behaviours.ts';
import type { FaultCase } from '../test/faults/http/case.ts';
import { GROUPS } from '../test/faults/http/cases/all.ts';
import { startFaultServer } from '../test/faults/http/server.ts';
import { makeCertificates, trustedOf } from '../test/faults/http/stage.ts';
import { type FaultRow, faultOf, MOST_TRIES, renderFaults } from './support/fault-table.ts';
import { machine, today } from './support/machine.ts';
import { measureFault, type Tools } from './support/measure-fault.ts';
import { writeTable } from './support/table.ts';

/** The reference knows no proxies, and of plain statuses it knows the number. */
const COMPARED: ReadonlySet<string> = new Set(['connections', 'answers', 'redirects']);

async function prepare(folder: string): Promise<Tools & { readonly stop: () => Promise<void> }> {
	const child = join(folder, 'child.mjs');
	const entryPoints = [resolve(import.meta.dirname, 'support', 'fault-child.ts')];
	await build({ entryPoints, outfile: child, bundle: true, format: 'esm', platform: 'node', target: 'node22.13' });
	const certificates = makeCertificates(folder);
	const trustedPath = join(folder, 'trusted.pem');
	writeFileSync(trustedPath, trustedOf(certificates).join(''));
	const { port, stop } = await startFaultServer(answers(201, '{"id":"warm"}'));
	return { child, certificates, trustedPath, warmUpUrl: `http://127.0.0.1:${port}/`, stop };
}

async function measure(fault: FaultCase, isCompared: boolean, tools: Tools): Promise<FaultRow> {
	const reference = isCompared ? await measureFault(fault, 'plain fetch', tools) : null;
	for (let tries = 1; ; tries++) {
		const row = { fault, measured: await measureFault(fault, 'sender', tools), reference, tries };
		if (faultOf(row) === '' || tries === MOST_TRIES) return row;
		console.log(`${fault.name}: ${faultOf(row)}`);
	}
}

/** Every case of test/faults/http, each in a process of its own: how long it takes and how much memory. */
const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, write: { type: 'boolean' } } });
const folder = mkdtempSync(join(tmpdir(), 'murmur8-bench-'));
const tools = await prepare(folder);
const groups = new Map<string, readonly FaultRow[]>();
for (const [name, cases] of Object.entries(GROUPS)) {
	const rows: FaultRow[] = [];
	for (const fault of cases.filter((one) => one.name.includes(values.only))) {
		rows.push(await measure(fault, COMPARED.has(name), tools));
	}
	if (rows.length > 0) groups.set(name, rows);
}
await tools.stop();
rmSync(folder, { recursive: true, force: true });
const text = renderFaults(groups, `\`node bench/faults.ts --write\`, ${today}, ${machine}.`);
console.log(text);
if (values.write) writeTable('HTTP faults', text, 'reliability.md');

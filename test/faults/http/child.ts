import { createInterface } from 'node:readline';
import { carryOut, type Order } from './order.ts';

/** Carries out what comes line by line, in a process of its own: another runtime, or one that is measured. */
for await (const line of createInterface({ input: process.stdin })) {
	const result = await carryOut(JSON.parse(line) as Order);
	process.stdout.write(`${JSON.stringify(result)}\n`);
}

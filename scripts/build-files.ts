import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { buildNoted } from './bundled-files.ts';

export const root = resolve(import.meta.dirname, '..');
export const dist = join(root, 'dist');

/**
 * Where the source maps of a folder of `dist` are: apart from what they are of, because the package does not carry
 * them; coverage reads them.
 */
export const mapsOf = (folder: string): string => join(dist, 'maps', relative(dist, folder));

/** Where the source map of a file of `dist` is. */
export const mapPathOf = (path: string): string => `${mapsOf(path)}.map`;

/**
 * Builds into files below `dist`, and their source maps into `dist/maps`; nothing in the files refers to them.
 * @returns the files that it was built from
 */
export async function buildFiles(options: BuildOptions): Promise<readonly string[]> {
	const { outputFiles, metafile } = await buildNoted({ ...options, sourcemap: 'external', sourcesContent: false });
	for (const { path, contents } of outputFiles) {
		const target = path.endsWith('.map') ? mapPathOf(path.slice(0, -'.map'.length)) : path;
		mkdirSync(dirname(target), { recursive: true });
		writeFileSync(target, contents);
	}
	return Object.keys(metafile.inputs);
}

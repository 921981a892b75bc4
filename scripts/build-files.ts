import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

export const dist = join(resolve(import.meta.dirname, '..'), 'dist');

/**
 * Where the source maps of a folder of `dist` are: apart from what they are of, because the package does not carry
 * them; coverage reads them.
 */
export const mapsOf = (folder: string): string => join(dist, 'maps', relative(dist, folder));

/** Where the source map of a file of `dist` is. */
export const mapPathOf = (path: string): string => `${mapsOf(path)}.map`;

/** Builds into files below `dist`, and their source maps into `dist/maps`; nothing in the files refers to them. */
export async function buildFiles(options: BuildOptions): Promise<void> {
	const { outputFiles = [] } = await build({ ...options, sourcemap: 'external', sourcesContent: false, write: false });
	for (const { path, contents } of outputFiles) {
		const target = path.endsWith('.map') ? mapPathOf(path.slice(0, -'.map'.length)) : path;
		mkdirSync(dirname(target), { recursive: true });
		writeFileSync(target, contents);
	}
}

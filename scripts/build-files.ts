import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { BuildOptions, OutputFile } from 'esbuild';
import { buildNoted } from './bundled-files.ts';
import { mapThrough, withConstants } from './constants.ts';

export const root = resolve(import.meta.dirname, '..');
export const dist = join(root, 'dist');

/**
 * Where the source maps of a folder of `dist` are: apart from what they are of, because the package does not carry
 * them; coverage reads them.
 */
export const mapsOf = (folder: string): string => join(dist, 'maps', relative(dist, folder));

/** Where the source map of a file of `dist` is. */
export const mapPathOf = (path: string): string => `${mapsOf(path)}.map`;

function write(path: string, text: string): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}

/** Writes a file of a build, and the map that leads from it to its sources. */
function writeCode({ path, text }: OutputFile, map: string): void {
	const code = withConstants(text);
	write(path, code.toString());
	write(mapPathOf(path), `${mapThrough(code, map)}\n`);
}

/**
 * Builds into files below `dist`, and their source maps into `dist/maps`; nothing in the files refers to them.
 * @returns the files that it was built from
 */
export async function buildFiles(options: BuildOptions): Promise<readonly string[]> {
	const { outputFiles, metafile } = await buildNoted({ ...options, sourcemap: 'external', sourcesContent: false });
	const built = new Map(outputFiles.map((file) => [file.path, file]));
	for (const [path, file] of built) {
		if (path.endsWith('.map')) continue;
		const map = built.get(`${path}.map`);
		if (map === undefined) write(path, file.text);
		else writeCode(file, map.text);
	}
	return Object.keys(metafile.inputs);
}

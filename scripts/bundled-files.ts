import { resolve } from 'node:path';
import { type BuildOptions, build, type Metafile, type OutputFile } from 'esbuild';

export interface NotedBuild {
	readonly outputFiles: readonly OutputFile[];
	readonly metafile: Metafile;
}

const root = resolve(import.meta.dirname, '..');
const noted: Metafile[] = [];

/**
 * Builds in memory, and notes which files went in: threads and the dashboard are builds inside of builds, which esbuild
 * tells of nowhere else. Paths are those below the project, also where `node_modules` is a link, so that what is built
 * does not depend on the folder that it is built in.
 */
export async function buildNoted(options: BuildOptions): Promise<NotedBuild> {
	const { outputFiles, metafile } = await build({
		...options,
		absWorkingDir: root,
		preserveSymlinks: true,
		write: false,
		metafile: true,
	});
	noted.push(metafile);
	return { outputFiles, metafile };
}

/** `ink-part x:node_modules/ink/build/output.js` → `node_modules/ink/build/output.js`: it stands before that file. */
const pathOf = (input: string): string => input.replace(/^[^/]*:(?=node_modules\/)/, '');

/** Modules that exist in a build alone are of this project's own. */
const isFile = (path: string): boolean => !path.includes(':');

function withoutVirtual<T>(inputs: Readonly<Record<string, T>>): [string, T][] {
	return Object.entries(inputs)
		.map(([input, value]): [string, T] => [pathOf(input), value])
		.filter(([path]) => isFile(path));
}

/** What all builds of this process took in, as one of esbuild's metafiles; modules without a file are left out. */
export function bundledFiles(): Metafile {
	const inputs: Metafile['inputs'] = {};
	const outputs: Metafile['outputs'] = {};
	for (const [build, metafile] of noted.entries()) {
		for (const [path, input] of withoutVirtual(metafile.inputs)) {
			const imports = input.imports
				.map((imported) => ({ ...imported, path: pathOf(imported.path) }))
				.filter(({ external, path }) => external === true || isFile(path));
			inputs[path] = { ...input, imports: [...(inputs[path]?.imports ?? []), ...imports] };
		}
		for (const [name, { inputs: parts, ...output }] of Object.entries(metafile.outputs)) {
			outputs[`${build}/${name}`] = { ...output, inputs: Object.fromEntries(withoutVirtual(parts)) };
		}
	}
	return { inputs, outputs };
}

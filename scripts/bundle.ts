import { readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { buildFiles, dist, mapsOf, root } from './build-files.ts';
import { builtinPlugin } from './builtin-plugin.ts';
import { buildNoted } from './bundled-files.ts';
import { dashboardPlugin } from './dashboard-plugin.ts';
import { demoProjectPlugin } from './demo-project-plugin.ts';
import { inkPlugin } from './ink-plugin.ts';
import { meowPlugin } from './meow-plugin.ts';
import { noDevtoolsPlugin } from './no-devtools-plugin.ts';
import { noElicitationPlugin } from './no-elicitation-plugin.ts';
import { workerPlugin } from './worker-plugin.ts';
import { yogaPlugin } from './yoga-plugin.ts';

export const chunksFolder = join(dist, 'chunks');
export const bundlePath = join(dist, 'murmur8.mjs');

export const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** `source/commands/telemetry/status.ts` → `commands-telemetry-status` */
function chunkName(path: string): string {
	const name = relative(join(root, 'source'), path).replace(/\.tsx?$/, '');
	return name.split(/[\\/]/).join('-');
}

export const options: BuildOptions = {
	bundle: true,
	format: 'esm',
	platform: 'node',
	target: 'node22.13',
	minifySyntax: true,
	minifyWhitespace: true,
	// A quarter less to compile. Source maps have the names.
	minifyIdentifiers: true,
	legalComments: 'none',
	define: {
		'process.env.NODE_ENV': '"production"',
		// Ink connects to React's development tools where a user's shell happens to have DEV set.
		'process.env.DEV': '"false"',
		MURMUR8_VERSION: JSON.stringify(version),
		// Bundled packages only make a `require` for built-ins of it. In the binary a chunk's own URL is no file; this
		// one is absolute on every platform.
		'import.meta.url': '"file:///C:/murmur8.mjs"',
	},
	jsx: 'automatic',
	plugins: [
		builtinPlugin,
		dashboardPlugin,
		demoProjectPlugin,
		noDevtoolsPlugin,
		noElicitationPlugin,
		yogaPlugin,
		inkPlugin,
		meowPlugin,
		workerPlugin({ target: 'node22.13', define: { MURMUR8_VERSION: JSON.stringify(version) } }),
	],
	logLevel: 'warning',
};

/** What draws and what is drawn hold React in common, so that screens are not files by themselves. */
const SCREENS = join(root, 'source', 'ui') + sep;

/** Leaves dynamic imports as imports of chunk files, and notes what they are. @param folder of the chunks, as written */
function lazyChunksPlugin(found: Map<string, string>, folder: string): Plugin {
	return {
		name: 'lazy-chunks',
		setup({ onResolve }) {
			onResolve({ filter: /^\.{1,2}\// }, ({ kind, path, resolveDir }) => {
				if (kind !== 'dynamic-import') return undefined;
				const target = join(resolveDir, path);
				found.set(chunkName(target), target);
				return { path: `${folder}/${chunkName(target)}.mjs`, external: true };
			});
		},
	};
}

/** What must exist once only would exist once more in each file that stands by itself. */
function refuseSecondReact(inputs: readonly string[]): void {
	const found = inputs.find((path) => /node_modules\/(?:react|ink)\//.test(path));
	if (found) throw new Error(`${found} is outside of the screens; load what needs it with import() from source/ui/`);
}

/** esbuild tells of them as it finds them, in several threads. */
const inOrder = (entryPoints: ReadonlyMap<string, string>) => Object.fromEntries([...entryPoints].sort());

/** One file each, with all that it imports. @returns what they import dynamically */
async function buildWhole(entryPoints: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
	const found = new Map<string, string>();
	const inputs = await buildFiles({
		...options,
		entryPoints: inOrder(entryPoints),
		outdir: chunksFolder,
		outExtension: { '.js': '.mjs' },
		plugins: [lazyChunksPlugin(found, '.'), ...(options.plugins ?? [])],
	});
	refuseSecondReact(inputs);
	return found;
}

/**
 * The entry holds all that it imports statically; every command compiles it, so it is small. Each file that is imported
 * dynamically is one chunk with all that it needs, for a file costs a start 0.4 ms, however small: shared ones came to 60
 * and more for a command. Only screens share.
 */
export async function buildBundle(): Promise<void> {
	rmSync(bundlePath, { force: true });
	for (const folder of [chunksFolder, mapsOf(chunksFolder)]) rmSync(folder, { recursive: true, force: true });
	const found = new Map<string, string>();
	await buildFiles({
		...options,
		entryPoints: [join(root, 'source', 'cli.ts')],
		outfile: bundlePath,
		plugins: [lazyChunksPlugin(found, './chunks'), ...(options.plugins ?? [])],
	});
	const screens = new Map<string, string>();
	const made = new Set<string>();
	for (let level: ReadonlyMap<string, string> = found; level.size > 0; ) {
		const whole = new Map<string, string>();
		for (const [name, path] of level) {
			if (path.startsWith(SCREENS)) screens.set(name, path);
			else if (!made.has(name)) whole.set(name, path);
			made.add(name);
		}
		level = whole.size > 0 ? await buildWhole(whole) : new Map();
	}
	await buildFiles({
		...options,
		entryPoints: inOrder(screens),
		outdir: chunksFolder,
		outExtension: { '.js': '.mjs' },
		chunkNames: 'shared-[hash]',
		splitting: true,
	});
}

/** The loader that goes in front of the entry in the single binary. */
export async function buildBinaryLoader(): Promise<string> {
	const path = join(root, 'source', 'single-binary.ts');
	// Its names are its own: it shares a file with the entry.
	const { outputFiles } = await buildNoted({ ...options, format: 'iife', entryPoints: [path], outdir: dirname(path) });
	const text = outputFiles[0]?.text;
	if (text === undefined) throw new Error(`no output for ${basename(path)}`);
	return text;
}

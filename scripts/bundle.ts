import { readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
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

/** Chunks that a command waits for: in one file each, for every file that is shared with others takes its time to load. */
const ALONE: readonly string[] = ['commands-run-wrapping', 'commands-run-read-agents', 'commands-hook-hook'];

/**
 * Leaves dynamic imports as imports of chunk files, and notes what they are.
 * @param folder where chunks are, seen from what is built
 */
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

/**
 * Two builds. The entry holds all that it imports statically: one file to read for the commands that must be fast,
 * and one that the single binary can keep a code cache of. What it imports dynamically becomes chunks, which share
 * code among themselves but not with the entry.
 */
export async function buildBundle(): Promise<void> {
	rmSync(bundlePath, { force: true });
	for (const folder of [chunksFolder, mapsOf(chunksFolder)]) rmSync(folder, { recursive: true, force: true });
	const lazy = new Map<string, string>();
	await buildFiles({
		...options,
		// A quarter less to compile for the commands that must be fast.
		minifyIdentifiers: true,
		entryPoints: [join(root, 'source', 'cli.ts')],
		outfile: bundlePath,
		plugins: [lazyChunksPlugin(lazy, './chunks'), ...(options.plugins ?? [])],
	});
	for (const name of ALONE) {
		const path = lazy.get(name);
		if (path === undefined) throw new Error(`nothing imports ${name} lazily`);
		await buildFiles({
			...options,
			minifyIdentifiers: true,
			entryPoints: [path],
			outfile: join(chunksFolder, `${name}.mjs`),
			plugins: [lazyChunksPlugin(lazy, '.'), ...(options.plugins ?? [])],
		});
	}
	const shared = [...lazy].filter(([name]) => !ALONE.includes(name));
	await buildFiles({
		...options,
		// esbuild asks for them as it finds them, in several threads.
		entryPoints: Object.fromEntries(shared.sort()),
		outdir: chunksFolder,
		outExtension: { '.js': '.mjs' },
		chunkNames: 'shared-[hash]',
		splitting: true,
	});
}

/** The loader that goes in front of the entry in the single binary. */
export async function buildBinaryLoader(): Promise<string> {
	const path = join(root, 'source', 'single-binary.ts');
	const [output] = await buildNoted({ ...options, entryPoints: [path], outdir: dirname(path) });
	const text = output?.text;
	if (text === undefined) throw new Error(`no output for ${basename(path)}`);
	return text;
}

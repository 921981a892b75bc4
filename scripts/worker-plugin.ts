import { join, resolve } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { builtinPlugin } from './builtin-plugin.ts';
import { buildNoted } from './bundled-files.ts';
import { withConstants } from './constants.ts';

/** `virtual:report-worker` is `source/commands/report/worker.ts` */
const pathOf = (name: string): string =>
	join(
		resolve(import.meta.dirname, '..'),
		'source',
		'commands',
		name.replace('virtual:', '').replace('-worker', ''),
		'worker.ts',
	);

/** Threads as texts: a thread is started from a script of its own, and the binary has no files. */
export const workerPlugin = (options: Pick<BuildOptions, 'target' | 'define'>): Plugin => ({
	name: 'workers',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^virtual:\w+-worker$/ }, (found) => ({ path: found.path, namespace: 'worker' }));
		onLoad({ filter: /.*/, namespace: 'worker' }, async ({ path }) => {
			const { outputFiles } = await buildNoted({
				...options,
				entryPoints: [pathOf(path)],
				bundle: true,
				// Wrapped: its own names must not become the thread's globals.
				format: 'iife',
				platform: 'node',
				minifySyntax: true,
				minifyWhitespace: true,
				legalComments: 'none',
				plugins: [builtinPlugin],
			});
			return { contents: withConstants(outputFiles[0]?.text ?? '').toString(), loader: 'text' };
		});
	},
});

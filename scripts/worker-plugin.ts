import { join, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { builtinPlugin } from './builtin-plugin.ts';

const path = join(resolve(import.meta.dirname, '..'), 'source', 'commands', 'sanitize', 'worker.ts');

/** The sanitiser's thread as a text: a thread is started from a script of its own, and the binary has no files. */
export const workerPlugin = (options: Pick<BuildOptions, 'target' | 'define'>): Plugin => ({
	name: 'sanitize-worker',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^virtual:sanitize-worker$/ }, (found) => ({ path: found.path, namespace: 'sanitize-worker' }));
		onLoad({ filter: /.*/, namespace: 'sanitize-worker' }, async () => {
			const { outputFiles } = await build({
				...options,
				entryPoints: [path],
				bundle: true,
				write: false,
				// Wrapped: its own names must not become the thread's globals.
				format: 'iife',
				platform: 'node',
				minifySyntax: true,
				minifyWhitespace: true,
				legalComments: 'none',
				plugins: [builtinPlugin],
			});
			return { contents: outputFiles?.[0]?.text ?? '', loader: 'text' };
		});
	},
});

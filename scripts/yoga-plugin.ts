import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * Yoga carries its WebAssembly as text and would fetch that as an address: then Node loads its whole HTTP client, a
 * fifth of the time to the first paint. Where it finds no `fetch`, it decodes the text itself.
 */
export const yogaPlugin: Plugin = {
	name: 'yoga',
	setup({ onLoad }) {
		onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, ({ path }) => ({
			contents: `const fetch = undefined;\n${readFileSync(path, 'utf8')}`,
			loader: 'js',
		}));
	},
};

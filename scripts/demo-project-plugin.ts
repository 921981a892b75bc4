import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'esbuild';

const folder = resolve(import.meta.dirname, '..', 'fixtures', 'demo-project');

/** The files of the demo's project, by path, as a module: the program has them in itself, the tests have the folder. */
export const demoProjectPlugin: Plugin = {
	name: 'demo-project',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^virtual:demo-project$/ }, ({ path }) => ({ path, namespace: 'demo-project' }));
		onLoad({ filter: /.*/, namespace: 'demo-project' }, () => {
			const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
			const files = paths
				.map((entry) => join(entry.parentPath, entry.name))
				.sort()
				.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')]);
			return { contents: JSON.stringify(Object.fromEntries(files)), loader: 'json', watchDirs: [folder] };
		});
	},
};

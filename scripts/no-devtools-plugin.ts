import type { Plugin } from 'esbuild';

/** Ink names React's development tools, which are not installed: they are an empty module to it. */
export const noDevtoolsPlugin: Plugin = {
	name: 'no-devtools',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'empty' }));
		onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};', loader: 'js' }));
	},
};

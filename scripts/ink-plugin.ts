import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { OnLoadArgs, OnResolveArgs, Plugin } from 'esbuild';

const root = resolve(import.meta.dirname, '..');
const ours = join(root, 'source', 'ui', 'ink');
const from = (name: string) => JSON.stringify(join(ours, name));

interface Part {
	/** The import that Ink, or a package that it measures with, writes. */
	readonly filter: RegExp;
	readonly importer: RegExp;
	/** @param original path of the module itself, which the part falls back on */
	readonly contents: (original: string) => string;
}

/**
 * What a frame of Ink spends its time in, for lines that are complete before Ink gets them: each part is put before the
 * module of Ink's, asks whether it can do with less, and hands all else to it.
 */
const PARTS: readonly Part[] = [
	{
		filter: /^\.\/output\.js$/,
		importer: /ink[\\/]build/,
		contents: (original) => `import Original from ${original};
import { rowsOutput } from ${from('rows-output.ts')};
export default rowsOutput(Original);`,
	},
	{
		// It makes a segmenter where it is loaded, 10 ms of the first frame.
		filter: /^\.\/line-update\.js$/,
		importer: /ink[\\/]build/,
		contents: () => `export { lineUpdate as default } from ${from('line-update.ts')};`,
	},
	{
		filter: /^\.\/sanitize-ansi\.js$/,
		importer: /ink[\\/]build/,
		contents: (original) => `import sanitize from ${original};
import { isCleanLine } from ${from('clean-line.ts')};
export default (text) => isCleanLine(text) ? text : sanitize(text);`,
	},
	{
		// Its expressions for emoji take 25 ms to be made, in the first frame.
		filter: /^string-width$/,
		importer: /node_modules/,
		contents: (original) => `import measure from ${original};
import { lineWidth } from ${from('line-width.ts')};
export default (text, options) => options === undefined ? lineWidth(text) : measure(text, options);`,
	},
];

const NAMESPACE = 'ink-part';

/** How long Ink waits for the rest of a key that begins with Escape: so much longer every Escape takes. */
const WAIT = {
	written: 'const pendingInputFlushDelayMilliseconds = 20;',
	ours: 'const pendingInputFlushDelayMilliseconds = 10;',
};

export const inkPlugin: Plugin = {
	name: 'ink',
	setup({ onResolve, onLoad, resolve: find }) {
		onLoad({ filter: /ink[\\/]build[\\/]components[\\/]App\.js$/ }, ({ path }) => {
			const text = readFileSync(path, 'utf8');
			if (!text.includes(WAIT.written)) return { errors: [{ text: `this release of Ink waits otherwise for Escape` }] };
			return { contents: text.replace(WAIT.written, WAIT.ours), loader: 'js' };
		});
		for (const { filter, importer, contents } of PARTS) {
			const namespace = `${NAMESPACE} ${filter.source}`;
			onResolve({ filter }, async ({ path, importer: by, kind, resolveDir, pluginData }: OnResolveArgs) => {
				if (pluginData === NAMESPACE || !importer.test(by)) return undefined;
				const found = await find(path, { kind, resolveDir, importer: by, pluginData: NAMESPACE });
				// esbuild names chunks by what the modules in them are called: the folder of the build is none of it.
				return { path: relative(root, found.path), namespace };
			});
			onLoad({ filter: /.*/, namespace }, ({ path }: OnLoadArgs) => ({
				contents: contents(JSON.stringify(join(root, path))),
				loader: 'js',
				resolveDir: dirname(join(root, path)),
				pluginData: NAMESPACE,
			}));
		}
	},
};

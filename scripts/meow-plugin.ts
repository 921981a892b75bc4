import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** Where meow's bundled packages make the reader of package.json files ready. */
const READER = 'requireNormalize();';

/**
 * meow makes a reader of package.json files ready when it is loaded, 17 ms of every command that people type, and asks it
 * only where somebody reads `pkg` of its result. Nobody here does: what it normalises stays undone.
 */
export const meowPlugin: Plugin = {
	name: 'meow',
	setup({ onLoad }) {
		onLoad({ filter: /meow[\\/]build[\\/]dependencies\.js$/ }, ({ path }) => {
			const text = readFileSync(path, 'utf8');
			if (text.split(READER).length !== 2)
				return { errors: [{ text: `${READER} is not once in this release of meow` }] };
			return { contents: text.replace(READER, 'undefined;'), loader: 'js' };
		});
	},
};

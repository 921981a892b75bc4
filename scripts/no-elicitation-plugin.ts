import type { Plugin } from 'esbuild';

const SHIMS = `export { default as process } from 'node:process';
export class DefaultJsonSchemaValidator {
	getValidator() {
		throw new Error('nothing is elicited here');
	}
}`;

/**
 * The MCP SDK brings a JSON Schema validator for what clients answer to elicitations, and sets it up at every start.
 * We elicit nothing: without it a third of the code is gone, and as much of the time to the first answer.
 */
export const noElicitationPlugin: Plugin = {
	name: 'no-elicitation',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^@modelcontextprotocol\/server\/_shims$/ }, ({ path }) => ({ path, namespace: 'mcp-shims' }));
		onLoad({ filter: /.*/, namespace: 'mcp-shims' }, () => ({ contents: SHIMS, loader: 'js' }));
	},
};

import type { CommandSpec } from '../spec.ts';

export const MCP_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'mcp',
		summary: 'server on stdin and stdout by which agents ask for runs, failures and cost (MCP)',
		usage: '',
		arguments: [0, 0],
		flags: {
			'print-config': { type: 'boolean', summary: 'print what MCP clients are configured with, and end' },
		},
		examples: [
			['murmur8 mcp --print-config > .mcp.json', 'for clients that read a file of that name'],
			['murmur8 mcp < requests.jsonl', 'without a client: a request a line, an answer a line'],
		],
		notes: [
			'Started by an MCP client, not by hand. The project is that of --project, else of the client’s roots, else of the',
			'folder it was started in. Reads only. What the audience of the project withholds is not told; at audience off',
			'nothing is. See docs/mcp.md.',
		],
		load: async () => (await import('./mcp.ts')).mcp,
	},
];

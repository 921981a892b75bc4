import type { CommandSpec } from '../spec.ts';

export const LSP_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'lsp',
		summary: 'language server on stdin and stdout for specs, stories, .env and settings',
		usage: '',
		arguments: [0, 0],
		flags: {
			stdio: { type: 'boolean', summary: 'what it does anyway; editors say so' },
		},
		examples: [['murmur8 lsp --stdio', 'as an editor starts it']],
		notes: [
			'Started by an editor, not by hand; docs/editors.md says how for VS Code, Neovim and Helix. It reads only: what it',
			'changes it offers to the editor. Runs are told as far as the audience of the project permits.',
		],
		load: async () => (await import('./lsp.ts')).lsp,
	},
];

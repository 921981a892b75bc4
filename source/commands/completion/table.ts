import type { CommandSpec } from '../spec.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export const COMPLETION_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'completion',
		summary: 'print the completion script of a shell',
		usage: SHELLS.join('|'),
		arguments: [1, 1],
		suggestions: [SHELLS],
		flags: {},
		examples: [
			['source <(murmur8 completion bash)', 'in ~/.bashrc; the same line with zsh in ~/.zshrc'],
			['murmur8 completion fish > ~/.config/fish/completions/murmur8.fish', 'fish'],
		],
		load: async () => (await import('./completion.ts')).completion,
	},
];

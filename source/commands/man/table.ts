import type { CommandSpec } from '../spec.ts';

export const MAN_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'man',
		summary: 'print the manual page, murmur8(1)',
		usage: '',
		arguments: [0, 0],
		flags: {},
		examples: [
			['murmur8 man | man -l -', 'read it; on macOS: murmur8 man | mandoc -a'],
			['murmur8 man > ~/.local/share/man/man1/murmur8.1', 'for man murmur8; install.sh does so'],
		],
		load: async () => (await import('./man.ts')).man,
	},
];

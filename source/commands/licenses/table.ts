import type { CommandSpec } from '../spec.ts';

export const LICENSES_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'licenses',
		summary: 'print the licences of the program and of all that is in it',
		usage: '',
		arguments: [0, 0],
		flags: {},
		examples: [['murmur8 licenses | less', 'the texts go with every copy']],
		load: async () => (await import('./licenses.ts')).licenses,
	},
];

import type { CommandSpec, Context } from '../../source/commands/spec.ts';

/** A command with every kind of flag. */
export const SAMPLE_COMMAND: CommandSpec = {
	name: 'sample thing',
	summary: 'does a thing',
	usage: '<first> [second]',
	arguments: [1, 2],
	flags: {
		run: { type: 'string', value: '<id>', summary: 'the run meant' },
		'tokens-in': { type: 'string', value: '<n>', summary: 'tokens sent' },
		type: { type: 'string', value: '<type>', choices: ['feature', 'refinement'], summary: 'what it is' },
		name: { type: 'string', summary: 'a name' },
		json: { type: 'boolean', short: 'j', summary: 'one JSON document' },
		'keep-all': { type: 'boolean', summary: 'keep all' },
	},
	examples: [['murmur8 sample thing a', 'does it to a']],
	notes: ['One note.', 'Another note.'],
	load: async () => () => 0,
};

/** A context whose output is kept. */
export function createTestContext(cwd: string) {
	const printed: string[] = [];
	const context: Context = {
		cwd,
		environment: {},
		print: (text) => void printed.push(text),
		warn: (text) => void printed.push(`warning: ${text}`),
		debug: () => {},
		write: (bytes) => void printed.push(Buffer.from(bytes).toString()),
		readStdin: () => '',
		isReaderGone: () => false,
	};
	return { context, printed };
}

import { describe, expect, test } from 'vitest';
import { parseFast } from '../../source/commands/parse.ts';
import { RUN_COMMANDS } from '../../source/commands/run/table.ts';
import { COMMANDS } from '../../source/commands/table.ts';

test('every command has a name of its own, the run commands among them', () => {
	const names = COMMANDS.map(({ name }) => name);
	expect(new Set(names).size).toBe(names.length);
	expect(names).toEqual(expect.arrayContaining(RUN_COMMANDS.map(({ name }) => name)));
});

/** A shell line of an example as words; good for the quotes that the examples use. */
function wordsOf(line: string): readonly string[] {
	const command = /murmur8 ([^<|>)]*)/.exec(line)?.[1] ?? '';
	return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

describe.each(COMMANDS.map((command) => [command.name, command] as const))('%s', (name, command) => {
	test('has an example, and its examples are well-formed calls of it', () => {
		expect(command.examples.length).toBeGreaterThan(0);
		for (const [line] of command.examples) {
			const words = wordsOf(line);
			expect(words.slice(0, name.split(' ').length).join(' '), line).toBe(name);
			expect(() => parseFast(command, words.slice(name.split(' ').length)), line).not.toThrow();
		}
	});

	test('has a summary for itself and for each flag, and a placeholder where a flag takes a value', () => {
		expect(command.summary).toMatch(/^[a-z].*[^.]$/);
		for (const [flag, { type, value, summary }] of Object.entries(command.flags)) {
			expect(flag).toMatch(/^[a-z]+(-[a-z]+)*$/);
			expect(summary.trim(), flag).not.toBe('');
			expect(value !== undefined, flag).toBe(type === 'string');
		}
	});

	test('takes as many arguments as its usage shows', () => {
		const shown = command.usage.split(' ').filter((word) => /^[<[]/.test(word) || word.includes('|'));
		const isFlag = command.usage.startsWith('--');
		const [least, most] = command.arguments;
		const isOpen = shown.at(-1)?.includes('…') === true;
		expect(isFlag ? 0 : isOpen ? Number.POSITIVE_INFINITY : shown.length).toBe(most);
		expect(isFlag ? 0 : shown.filter((word) => !word.startsWith('[')).length).toBe(least);
	});
});

/** The demo holds a module that only the build makes. */
const LOADABLE = COMMANDS.filter(({ name }) => name !== 'demo');

test.each(LOADABLE.map((command) => [command.name, command] as const))('%s can be loaded', async (_, command) => {
	expect(await command.load()).toBeTypeOf('function');
});

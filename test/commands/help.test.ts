import { describe, expect, test } from 'vitest';
import { renderCommandHelp, renderGroupHelp, renderHelp } from '../../source/commands/help.ts';
import { COMMANDS } from '../../source/commands/table.ts';
import { VERSION } from '../../source/commands/workplace.ts';
import { SAMPLE_COMMAND } from '../support/commands.ts';

const linesOf = (text: string) => text.split('\n');

test('the help of the program names every command with its summary', () => {
	const help = renderHelp(COMMANDS);
	for (const { name, usage, summary } of COMMANDS) {
		const line = linesOf(help).find((candidate) => candidate.startsWith(`  ${name}${usage && ` ${usage}`}  `));
		expect(line?.endsWith(summary), name).toBe(true);
	}
	expect(linesOf(help)[0]).toContain(VERSION);
	for (const word of ['--help', '--version', 'MURMUR8_TELEMETRY_URL', 'Exit codes']) expect(help).toContain(word);
});

describe.each(COMMANDS.map((command) => [command.name, command] as const))('the help of %s', (name, command) => {
	const help = renderCommandHelp(command);

	test('names every flag with its summary', () => {
		for (const [flag, { summary, value, short }] of Object.entries(command.flags)) {
			const start = `  ${short === undefined ? '' : `-${short}, `}--${flag}${value === undefined ? '' : ` ${value}`}  `;
			const line = linesOf(help).find((candidate) => candidate.startsWith(start));
			expect(line, flag).toContain(summary);
		}
	});

	test('shows usage, examples and notes', () => {
		expect(help).toContain(`murmur8 ${name}: ${command.summary}`);
		for (const [line, meaning] of command.examples) expect(help).toContain(`  ${line}\n      ${meaning}`);
		for (const note of command.notes ?? []) expect(help).toContain(note);
	});

	test('has no spaces at the ends of its lines', () => {
		expect(linesOf(help).filter((line) => line !== line.trimEnd())).toEqual([]);
	});
});

test('the help of a command in full', () => {
	expect(renderCommandHelp(SAMPLE_COMMAND)).toBe(`murmur8 sample thing: does a thing

Usage
  murmur8 sample thing <first> [second] [options]

Options
  --run <id>       the run meant
  --tokens-in <n>  tokens sent
  --type <type>    what it is (feature, refinement)
  --name           a name
  -j, --json       one JSON document
  --keep-all       keep all

Examples
  murmur8 sample thing a
      does it to a

One note.
Another note.`);
});

test('a command without flags, examples and notes has no empty sections', () => {
	const bare = { ...SAMPLE_COMMAND, usage: '', flags: {}, examples: [], notes: [] };
	expect(renderCommandHelp(bare)).toBe('murmur8 sample thing: does a thing\n\nUsage\n  murmur8 sample thing');
});

test('the help of a group names its commands', () => {
	const help = renderGroupHelp('sample', [SAMPLE_COMMAND]);
	expect(help).toContain('  murmur8 sample <command> [options]');
	expect(help).toContain('  sample thing <first> [second]  does a thing');
	expect(help).toContain('See: murmur8 sample thing --help');
});

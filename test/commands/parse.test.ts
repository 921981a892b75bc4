import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFast } from '../../source/commands/parse.ts';
import { parseTyped } from '../../source/commands/parse-typed.ts';
import { type Invocation, isUserError } from '../../source/commands/spec.ts';
import { SAMPLE_COMMAND } from '../support/commands.ts';
import { SEEDED } from '../support/seed.ts';

const PARSERS = [
	{ parser: 'the short way', parse: parseFast },
	{ parser: 'meow', parse: parseTyped },
];

/** Words, and what they mean; the first argument `a` is given where a row is about flags. */
const ACCEPTED: readonly (readonly [
	words: readonly string[],
	flags: Invocation['flags'],
	positionals?: readonly string[],
])[] = [
	[['a'], {}],
	[['a', 'b'], {}, ['a', 'b']],
	[['a', '--run', 'r1'], { run: 'r1' }],
	[['a', '--run=r1'], { run: 'r1' }],
	[['--run', 'r1', 'a'], { run: 'r1' }],
	[['a', '--run', 'r1', 'b'], { run: 'r1' }, ['a', 'b']],
	[['a', '--run=x=y'], { run: 'x=y' }],
	[['a', '--run', ' x '], { run: ' x ' }],
	[['a', '--run', 'true'], { run: 'true' }],
	[['a', '--tokens-in', '12000'], { 'tokens-in': '12000' }],
	[['a', '--tokens-in', '007'], { 'tokens-in': '007' }],
	[['a', '--tokens-in=1e3'], { 'tokens-in': '1e3' }],
	[['a', '--tokens-in', '0x10'], { 'tokens-in': '0x10' }],
	[['a', '--tokens-in', '-1'], { 'tokens-in': '-1' }],
	[['a', '--run=--json'], { run: '--json' }],
	[['a', '--type', 'refinement'], { type: 'refinement' }],
	[['a', '--json'], { json: true }],
	[['a', '-j'], { json: true }],
	[['--json', 'a'], { json: true }],
	[['a', '--json', '--json'], { json: true }],
	[['a', '--keep-all', '-j', '--name', 'n'], { 'keep-all': true, json: true, name: 'n' }],
	[['-'], {}, ['-']],
	[['a', '-'], {}, ['a', '-']],
	[['1', '1e5'], {}, ['1', '1e5']],
	[['007'], {}, ['007']],
	[[''], {}, ['']],
	[["it's"], {}, ["it's"]],
	[['--', '--json'], {}, ['--json']],
	[['a', '--', '-b'], {}, ['a', '-b']],
	[['--json', '--', 'a', '--'], { json: true }, ['a', '--']],
	[['--', '--', 'a'], {}, ['--', 'a']],
];

/** Words, and what is wrong with them. */
const REFUSED: readonly (readonly [words: readonly string[], message: string | RegExp])[] = [
	[[], 'missing argument: murmur8 sample thing <first> [second]'],
	[['--json'], /^missing argument/],
	[['--'], /^missing argument/],
	[['a', 'b', 'c'], 'unexpected argument "c"'],
	[['a', 'b', '--', '--json'], 'unexpected argument "--json"'],
	[['a', 'b', 'c\u001B[31m\n'], 'unexpected argument "c"'],
	[['a', '--jsn'], 'unknown option "--jsn" (did you mean --json?)'],
	[['a', '--tokens-im', '1'], 'unknown option "--tokens-im" (did you mean --tokens-in?)'],
	[['a', '--nothing-like-it'], 'unknown option "--nothing-like-it"'],
	[['a', '-x'], /^unknown option "-x"/],
	[['a', '-jx'], /^unknown option "-x"/],
	[['a', '--help'], 'unknown option "--help"'],
	[['a', '--version'], 'unknown option "--version"'],
	[['a', '--constructor'], 'unknown option "--constructor"'],
	[['a', '--run'], '--run needs a value: --run <id>'],
	[['a', '--run', '--json'], '--run needs a value: --run <id>'],
	[['a', '--run', '-j'], '--run needs a value: --run <id>'],
	[['a', '--name'], '--name needs a value: --name <value>'],
	[['a', '--run', '--', 'b'], '--run needs a value: --run <id>'],
	[['a', '--type', 'bug'], '--type is "bug", but must be one of: feature, refinement'],
	[['a', '--type=Feature'], '--type is "Feature", but must be one of: feature, refinement'],
	[['a', '--type', 'bug\u001B[31m'], '--type is "bug", but must be one of: feature, refinement'],
];

/** The mistake that a parser finds, if it finds one. */
function mistakeIn(parse: typeof parseFast, words: readonly string[]): Error | undefined {
	try {
		parse(SAMPLE_COMMAND, words);
		return undefined;
	} catch (error) {
		return error as Error;
	}
}

describe.each(PARSERS)('words parsed by $parser', ({ parse }) => {
	const accepted = ACCEPTED.map(([words, flags, positionals = ['a']]) => ({ words, flags, positionals }));

	test.each(accepted)('$words', ({ words, flags, positionals }) => {
		expect(parse(SAMPLE_COMMAND, words)).toEqual({ positionals, flags });
	});

	test.each(REFUSED)('%j are a mistake of the user', (words, message) => {
		const error = mistakeIn(parse, words);
		if (!isUserError(error)) throw error ?? new Error('it was accepted');
		if (typeof message === 'string') expect(error.message).toBe(message);
		else expect(error.message).toMatch(message);
		expect([error.hint, error.exitCode]).toEqual(['See: murmur8 sample thing --help', 2]);
	});

	test('of any kind are an invocation or a mistake of the user, never a fault', () => {
		const word = fc.oneof(
			fc.constantFrom(
				'a',
				'-',
				'--',
				'--json',
				'-j',
				'--run',
				'--run=',
				'--type',
				'--no-json',
				'--no-run',
				'-jj',
				'--a.b=c',
			),
			fc.string({ unit: 'binary', maxLength: 8 }),
			fc.string({ maxLength: 6 }).map((text) => `--${text}`),
		);
		fc.assert(
			fc.property(fc.array(word, { maxLength: 5 }), (words) => {
				const error = mistakeIn(parse, words);
				expect(error === undefined || isUserError(error) || error).toBe(true);
			}),
			SEEDED,
		);
	});
});

test('a flag that is given twice: the last one holds in scripts, people are asked', () => {
	const words = ['a', '--run', 'x', '--run', 'y'];
	expect(parseFast(SAMPLE_COMMAND, words).flags).toEqual({ run: 'y' });
	expect(mistakeIn(parseTyped, words)).toMatchObject({ exitCode: 2, message: expect.stringContaining('--run') });
});

test('the short way takes flags whose names begin with no-, and no value for a switch', () => {
	const spec = {
		...SAMPLE_COMMAND,
		flags: { 'no-wait': { type: 'boolean', summary: '' }, wait: { type: 'boolean', summary: '' } },
	} as const;
	expect(parseFast(spec, ['a', '--no-wait']).flags).toEqual({ 'no-wait': true });
	expect(() => parseFast(spec, ['a', '--wait=yes'])).toThrow('--wait takes no value');
});

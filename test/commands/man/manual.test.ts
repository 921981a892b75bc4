import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EXIT_CODES, VARIABLES } from '../../../source/commands/help.ts';
import { renderManual } from '../../../source/commands/man/manual.ts';
import { example, literal, prose, section, subsection } from '../../../source/commands/man/roff.ts';
import { COMMANDS } from '../../../source/commands/table.ts';
import { findTool } from '../../support/daemon.ts';

const mandoc = findTool('mandoc', 'mandoc');
const troff = findTool('groff', 'groff');

const page = renderManual(COMMANDS, '1.2.3');

function run(file: string | undefined, args: readonly string[], input: string) {
	const { stdout, stderr, status } = spawnSync(file ?? '', args, { input, encoding: 'utf8', maxBuffer: 1e8 });
	return { stdout, stderr, status };
}

/** The typewriter's way of bold and italic: something, a backspace, the letter. */
const BOLD = new RegExp(`.${String.fromCharCode(8)}`, 'gu');

const readWith = (file: string | undefined, args: readonly string[], roff: string) =>
	run(file, args, roff).stdout.replaceAll(BOLD, '');

const asRead = (roff: string) => readWith(mandoc, ['-T', 'utf8', '-O', 'width=1000'], roff);
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

test.skipIf(!mandoc)('mandoc finds nothing to say about it', () => {
	expect(run(mandoc, ['-T', 'lint'], page)).toEqual({ stdout: '', stderr: '', status: 0 });
});

test.skipIf(!troff).each(['ascii', 'utf8'])('troff has no warning about it for %s terminals', (device) => {
	// Lines that are too long to fill are command lines, which are not broken.
	const { stderr, status } = run(troff, ['-man', '-ww', '-Wbreak', `-T${device}`], page);
	expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});

test.skipIf(!mandoc)('every command, option, example, variable and exit code can be read in it', () => {
	// Without spaces, so that it does not matter where lines were broken.
	const joined = (text: string) => words(text).join('').replaceAll('…', '...').toLowerCase();
	const text = joined(asRead(page));
	for (const { name, summary, flags, examples } of COMMANDS) {
		expect(text).toContain(joined(`murmur8 ${name}`));
		expect(text).toContain(joined(summary));
		for (const flag of Object.keys(flags)) expect(text).toContain(`--${flag}`);
		for (const [line] of examples) expect(text).toContain(joined(line));
	}
	for (const [known] of [...EXIT_CODES, ...VARIABLES]) expect(text).toContain(joined(known));
	expect(text).toContain('murmur81.2.3');
});

/** Words of what a reader's keyboard has, and of what it has not. */
const anyWord = fc.string({
	unit: fc.constantFrom(...'.\'"\\-`^~%|&{}*$ab9é…→’日', ...' '),
	minLength: 1,
	maxLength: 24,
});

test.skipIf(!mandoc)('whatever a text holds, it is read as it was written', () => {
	fc.assert(
		fc.property(fc.array(anyWord, { minLength: 1, maxLength: 40 }), (texts) => {
			const given = texts.filter((text) => text.trim() !== '');
			const body = given.flatMap((text) => ['.PP', prose(text), subsection(text, '.PP', 'x'), example(text, 'y')]);
			const roff = ['.TH T 1 2026-01-01', section('NAME', 't \\- t'), section('TEXT', ...body), ''].join('\n');
			const plain = (text: string) => text.replaceAll('…', '...');
			const [, read = ''] = asRead(roff).split('TEXT\n');
			const expected = given.flatMap((text) => [...words(text), ...words(text), 'x', ...words(text), 'y']).map(plain);
			expect(words(read).slice(0, expected.length)).toEqual(expected);
		}),
		{ numRuns: 40 },
	);
});

test('a line that begins as a request does is none', () => {
	expect(prose('.so /etc/passwd')).toBe('\\&.so /etc/passwd');
	expect(example('.pso date', "'")).toContain('\n\\&.pso date\n');
	expect(literal('\\*(.T')).toBe('\\e*(.T');
});

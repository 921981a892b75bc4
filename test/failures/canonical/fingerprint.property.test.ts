import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SEEDED } from '../../support/seed.ts';
import { fingerprintsOf } from '../../support/traces/fingerprints.ts';
import { anyCircumstances, anyModel, type ErrorModel, render } from '../../support/traces/models.ts';

type Change = (line: string, index: number) => string;

const RED = '\u001B[31m';
const PLAIN = '\u001B[39m';
/** What whoever passes a log on does to its lines. */
const CHANGES: readonly Change[] = [
	(line) => line,
	(line) => `${line}\r`,
	(line) => `${RED}${line}${PLAIN}`,
	(line, index) => `2026-01-02T03:04:${String(10 + (index % 50))}.1234567Z ${line}`,
	(line, index) => `[2026-01-02T03:04:${String(10 + (index % 50))}.123Z] ${line}`,
	(line) => `web-1  | ${line}`,
	(line) => `[pod/web-5d4f/app] ${line}`,
	(line, index) => `#12 ${index}.234 ${line}`,
	(line) => `Jan  2 03:04:05 host app[123]: ${line}`,
	(line) => JSON.stringify({ log: `${line}\n`, stream: 'stderr', time: '2026-01-02T03:04:05Z' }),
];
const anyChange = fc.constantFrom(...CHANGES);

const logOf = (lines: readonly string[], change: Change): string =>
	['before', ...lines, 'after', 'and more', ''].map(change).join('\n');

test('one error has one fingerprint, wherever and whenever it comes', () => {
	fc.assert(
		fc.property(
			anyModel,
			anyCircumstances,
			anyCircumstances,
			anyChange,
			anyChange,
			(model, here, there, one, other) => {
				// Kinds of values are kept apart: an address is no number.
				const now = { ...there, value: here.value };
				const first = fingerprintsOf(logOf(render(model, here), one));
				expect(first).toHaveLength(1);
				expect(fingerprintsOf(logOf(render(model, now), other))).toEqual(first);
			},
		),
		{ ...SEEDED, numRuns: 1_000 },
	);
});

test('values of one kind are one value', () => {
	fc.assert(
		fc.property(anyModel, anyCircumstances, fc.nat(), fc.nat(), (model, now, one, other) => {
			const print = (value: number) =>
				fingerprintsOf(logOf(render(model, { ...now, value: String(value) }), (line) => line));
			expect(print(other)).toEqual(print(one));
		}),
		SEEDED,
	);
});

/** What makes an error another one: class, message, and the five innermost calls. */
const identity = ({ language, className, message, calls }: ErrorModel): string =>
	JSON.stringify([language, className, message, calls.slice(0, 5).map(({ name, file }) => [name, file])]);

test('1,000 different errors of five languages have 1,000 fingerprints', () => {
	const models = fc.sample(fc.uniqueArray(anyModel, { minLength: 1_000, maxLength: 1_000, selector: identity }), {
		...SEEDED,
		numRuns: 1,
	})[0] as ErrorModel[];
	const now = { root: '/app', shift: 3, hash: '', value: '5' };
	const log = models.map((model) => logOf(render(model, now), (line) => line)).join('');
	const all = fingerprintsOf(log);
	expect(all).toHaveLength(1_000);
	expect(new Set(all).size).toBe(1_000);
});

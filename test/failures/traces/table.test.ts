import { describe, expect, test } from 'vitest';
import { cutPrefix, PREFIXES } from '../../../source/failures/traces/prefix.ts';
import { LINE_RULES } from '../../../source/failures/traces/table/rules.ts';

describe.each(LINE_RULES.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
	test.each(rule.examples)('reads %s', (line, reading) => {
		expect(rule.read(line)).toEqual(reading);
	});

	test.each(rule.examples)('is woken by %s', (line) => {
		if (rule.triggers.length === 0) return;
		// As a program prints it: at the beginning of a line, or indented.
		const printed = `\n${line}\n    ${line}\n\t${line}`.toLowerCase();
		expect(rule.triggers.some((trigger) => printed.includes(trigger.toLowerCase()))).toBe(true);
	});

	test('reads none of its counter-examples', () => {
		for (const line of rule.counterExamples ?? []) expect(rule.read(line), line).toBeUndefined();
	});
});

test.each(LINE_RULES.flatMap(({ examples }) => examples.map(([line]) => line)))(
	'nobody is taken to speak in %s',
	(line) => {
		expect(cutPrefix(line).speaker).toBe('');
	},
);

test('names are used once', () => {
	const names = LINE_RULES.map(({ name }) => name);
	expect(new Set(names).size).toBe(names.length);
});

test('a rule reads no line of a rule behind it that is tried at the same places', () => {
	const triggered = LINE_RULES.filter(({ triggers }) => triggers.length > 0);
	const taken = triggered.flatMap((rule, index) =>
		rule.examples.flatMap(([line]) => {
			const first = triggered.findIndex((other) => other.read(line) !== undefined);
			return first < index && triggered[first]?.role !== rule.role ? [`${triggered[first]?.name}: ${line}`] : [];
		}),
	);
	expect(taken).toEqual([]);
});

describe.each(PREFIXES.map(({ name, examples }) => [name, examples] as const))('prefix %s', (_name, examples) => {
	test.each(examples)('%j is cut off, and the indentation behind it stays', (prefix) => {
		const line = `${prefix}    at x (a.js:1:2)`;
		const [last] = cutPrefix(line).starts.slice(-1);
		// `build⇥step⇥2026-…`: the time is looked at only to tell it from other texts with tabs.
		expect(line.slice(last)).toMatch(/^(?:2026-)? {4}at x/);
	});
});

test.each([
	['2026-01-02T03:04:05Z web-1  | x', '2026-01-03T07:08:09Z web-1  | y', true],
	['web-1  | x', 'api-1  | x', false],
	['[pod/a/b] x', '[pod/a/c] x', false],
	['[ERROR] x', '[INFO] x', true],
	['#12 1.234 x', '#12 2.345 x', true],
	['#12 1.234 x', '#13 1.234 x', false],
	['Jan  2 03:04:05 host app[1]: x', 'Jan  2 03:04:06 host app[1]: x', true],
	['TypeError: x', 'x', true],
])('who speaks: %j and %j', (one, other, isSame) => {
	expect(cutPrefix(one).speaker === cutPrefix(other).speaker).toBe(isSame);
});

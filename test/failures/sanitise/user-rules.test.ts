import { expect, test } from 'vitest';
import { createEngine } from '../../../source/failures/sanitise/sanitise.ts';
import { readUserRules } from '../../../source/failures/sanitise/user-rules.ts';
import { sanitised } from '../../support/sanitised.ts';

const one = (pattern: string, ignoreCase = false) => readUserRules({ rules: [{ name: 'own', pattern, ignoreCase }] });

test.each([
	['ACME-[0-9]{6}', 'id ACME-123456, ACME-12', 'id <REMOVED>, ACME-12'],
	['\\bcustomer \\d+\\b', 'customer 42 and xcustomer 43', '<REMOVED> and xcustomer 43'],
	['(?:red|green)+', 'a redgreen b', 'a <REMOVED> b'],
	['x.*y', 'ax12y y\nx\ny', 'a<REMOVED>\nx\ny'],
	['(a+)+b', `${'a'.repeat(50)}b ${'a'.repeat(20_000)}`, `<REMOVED> ${'a'.repeat(20_000)}`],
	['größe=\\S+', 'größe=12', '<REMOVED>'],
])('the pattern %s', (pattern, text, expected) => {
	const { rules, problems } = one(pattern);
	expect(problems).toEqual([]);
	const result = sanitised(createEngine({ extra: rules }), text);
	expect(result.text).toBe(expected);
	expect(result.counts.get('user:own')).toBe(1);
});

test('the case aside', () => {
	expect(sanitised(createEngine({ extra: one('acme-[a-f]+', true).rules }), 'ACME-BEEF').text).toBe('<REMOVED>');
});

test.each([
	['(a)\\1', 'no automaton'],
	['(?=a)b', 'look-ahead'],
	['(?<!a)b', 'look-behind'],
	['^a', 'anchor'],
	['a*', 'empty text'],
	['a{5,2}', 'count'],
	['(a', 'without its )'],
	['[a', 'without its ]'],
	['a)', 'too many'],
	['*a', 'nothing to repeat'],
	['[z-a]', 'backwards'],
	['(?:a|b){900}(?:c{900}){9}', 'multiply'],
	['.*a.{14}', 'too many ways'],
	['a\\', 'at the end'],
	['a\nb'.repeat(900), 'characters'],
])('the pattern %s is refused', (pattern, reason) => {
	const { rules, problems } = one(pattern);
	expect(rules).toEqual([]);
	expect(problems.join()).toContain(reason);
});

test.each([
	['x', 'must be an object'],
	[{ rule: [] }, 'none of: rules, allow'],
	[{ rules: {} }, 'list'],
	[{ rules: ['x'] }, 'rules[0] must be an object'],
	[{ rules: [{ name: 'A b', pattern: 'x' }] }, 'name must be'],
	[{ rules: [{ name: 'a', pattern: 'x', flags: 'g' }] }, '"flags" is none of'],
	[{ rules: [{ name: 'a', pattern: '' }] }, 'pattern must be'],
	[{ rules: [{ name: 'a', pattern: 'x', ignoreCase: 1 }] }, 'ignoreCase must be'],
	[{ allow: [1] }, 'list of texts'],
	[{ allow: ['a'] }, 'too short'],
])('%j: %s', (section, problem) => {
	expect(readUserRules(section).problems.join()).toContain(problem);
});

test('what is allowed stays, wherever it stands alone', () => {
	const { allowed } = readUserRules({ allow: ['noreply@example.com'] });
	const text = 'from noreply@example.com to jane@example.com';
	expect(sanitised(createEngine(), text, { allowed: new Set(allowed) }).text).toBe(
		'from noreply@example.com to <EMAIL>',
	);
});

test('numbered: one number for one value', () => {
	const { text } = sanitised(createEngine(), '10.0.0.1 10.0.0.2 10.0.0.1 a@b.example', { isNumbered: true });
	expect(text).toBe('<IP:1> <IP:2> <IP:1> <EMAIL:1>');
	expect(sanitised(createEngine(), text, { isNumbered: true }).text).toBe(text);
});

test('canonical: numbers, times and UUIDs go too', () => {
	const text =
		'at 2026-11-21T10:00:00.123Z 12:30:11 run 3f2b8c1e-1234-4abc-9def-0123456789ab took 12.5ms of 0x1f, utf8 a1';
	expect(sanitised(createEngine({ isCanonical: true }), text).text).toBe(
		'at <TIME> <TIME> run <UUID> took <NUM> of <NUM>, utf8 a1',
	);
	expect(sanitised(createEngine(), text).text).toBe(text);
});

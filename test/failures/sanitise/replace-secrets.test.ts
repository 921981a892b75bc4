import { expect, test } from 'vitest';
import { replaceSecrets } from '../../../source/failures/sanitise/replace-secrets.ts';
import { drawn } from '../../support/drawn.ts';

const value = drawn('alnum', 32, 7);

test.each([
	[`api_key: "${value}"`, 'api_key: "<TOKEN>"'],
	[`Login with postgres://app:${value}@db.example.com/x`, 'Login with postgres://<TOKEN>@db.example.com/x'],
	[`token ghp_${drawn('alnum', 36, 8)} in prose`, 'token <TOKEN> in prose'],
])('a secret goes', (text, expected) => {
	const { text: replaced, counts } = replaceSecrets(text);
	expect(replaced).toBe(expected);
	expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
});

test('people, addresses, hosts, folders and long strings without a name stay', () => {
	const text = `jane@example.com at 10.0.0.1, db.prod.internal, /home/jane/x, ${drawn('hex', 64, 9)}, Grüße 🙂\n`;
	expect(replaceSecrets(text)).toEqual({ text, counts: {} });
});

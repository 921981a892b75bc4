import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { replaceSecrets } from '../../source/failures/secrets.ts';
import { SEEDED } from '../core/property.ts';
import { SECRETS } from '../support/secrets.ts';

describe('a secret is replaced', () => {
	test.each(SECRETS)('%s', (rule, secret, placeholder) => {
		for (const [before, after] of [
			['', ''],
			['key is ', '.'],
			['"', '"'],
			['KEY=', '\r\n'],
			['`', '`'],
			['語 ', ' 語'],
			['\u001B[1m ', '\u001B[0m'],
		] as const) {
			const { text, counts } = replaceSecrets(`${before}${secret}${after}`);
			expect(text).not.toContain(secret);
			expect(text).toBe(`${before}${placeholder}${after}`);
			expect(counts).toEqual({ [rule]: 1 });
		}
	});

	test('wherever it stands, as often as it stands there, beside others', () => {
		const all = SECRETS.map(([, secret]) => secret).join('\n');
		const { text, counts } = replaceSecrets(`${all}\n${all}`);
		for (const [rule, secret] of SECRETS) {
			expect(text).not.toContain(secret);
			expect(counts[rule]).toBeGreaterThanOrEqual(2);
		}
	});
});

describe('a rule is asked whatever its secret begins with', () => {
	const letters = (length: number) => 'Qw3rTy7Z'.repeat(Math.ceil(length / 8)).slice(0, length);
	const beginnings = {
		'aws-access-key': [['AKIA', 'ASIA', 'ABIA', 'ACCA'], 'QWERTYUIOP234567'],
		'github-token': [['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'], letters(40)],
		'gitlab-token': [['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glft-', 'glsoat-'], letters(24)],
		'slack-token': [['xoxa-', 'xoxb-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xapp-'], letters(24)],
		'stripe-key': [['sk_live_', 'rk_live_', 'sk_test_', 'rk_test_', 'sk_prod_', 'rk_prod_'], letters(24)],
		'model-provider-key': [['sk-', 'sk-proj-', 'sk-ant-', 'sk-svcacct-', 'sk-or-'], letters(40)],
		'pypi-token': [['pypi-'], letters(64)],
	} as const;
	const all = Object.entries(beginnings).flatMap(([rule, [starts, rest]]) =>
		starts.map((start) => [rule, start, rest] as const),
	);
	test.each(all)('%s: %s', (rule, start, rest) => {
		expect(replaceSecrets(`(${start}${rest})`)).toEqual({ text: '(<TOKEN>)', counts: { [rule]: 1 } });
	});

	test.each(['authorization', 'AUTHORIZATION', 'Proxy-Authorization', 'aUtHoRiZaTiOn'])('%s', (name) => {
		expect(replaceSecrets(`${name}: bEARer ${letters(24)}`).counts).toEqual({ authorization: 1 });
		expect(replaceSecrets(`HTTPS://ada:${letters(16)}@example.com, ${name}`).counts).toEqual({ 'url-credentials': 1 });
	});
});

describe('nothing else is touched', () => {
	test.each([
		'',
		'# User auth\r\n\r\nAs a user I want to log in, so that…\n',
		'https://example.com/path?token_type=bearer&page=2#sk-part',
		'git@github.com:acme/project.git, pkg@1.2.3, http://localhost:8080/a@b',
		`sha512-${'q'.repeat(86)}==`,
		'see `risk-assessment-of-the-new-login`, task-0123456789abcdefghij and disk-encryption-with-passwords',
		'-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
		'-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
		'Authorization: the header that carries the key',
		'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00',
		'AKIA is how keys begin; so do ghp_, mm8_ and eyJ',
		'3f2504e0-4f89-41d3-9a0c-0305e82c3301',
	])('%j', (text) => {
		expect(replaceSecrets(text)).toEqual({ text, counts: {} });
	});

	test('of a key that never ends, beyond what can be part of one', () => {
		const begin = '-----BEGIN RSA PRIVATE' + ' KEY-----\n';
		const behind = '\n-----BEGIN CERTIFICATE-----\nMIIB\n';
		expect(replaceSecrets(`${begin}MIIE${behind}`).text).toBe(`<KEY>${behind.trimStart()}`);
	});
});

describe('a text', () => {
	const piece = fc.oneof(
		fc.string({ unit: 'grapheme' }),
		fc.constantFrom(...SECRETS.map(([, secret]) => secret)),
		fc.constantFrom('://', ':', '@', '-----', 'eyJ', 'sk-', '\n', ' ', '=', '"', 'Bearer '),
	);
	const textOf = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

	test('that was cleaned is clean', () => {
		fc.assert(
			fc.property(textOf, (text) => {
				const once = replaceSecrets(text);
				expect(replaceSecrets(once.text)).toEqual({ text: once.text, counts: {} });
			}),
			SEEDED,
		);
	});

	test('without a match is the very same', () => {
		fc.assert(
			fc.property(textOf, (text) => {
				const { text: clean, counts } = replaceSecrets(text);
				expect(clean === text).toBe(Object.keys(counts).length === 0);
			}),
			SEEDED,
		);
	});
});

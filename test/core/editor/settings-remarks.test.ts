import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dotenvRemarks } from '../../../source/core/editor/dotenv-remarks.ts';
import { jsonMembers } from '../../../source/core/editor/json-members.ts';
import { settingsRemarks } from '../../../source/core/editor/settings-remarks.ts';
import { SEEDED } from '../property.ts';

const none = () => [];
const dotenv = (text: string, environment: Readonly<Record<string, string>> = {}) =>
	dotenvRemarks(text, { flags: {}, environment, dotenv: parseEnv(text.replace(/^\uFEFF/, '')) });

const URL = 'MURMUR8_TELEMETRY_URL=https://example.com/\n';
/** Made here: it is nobody's. */
const portalKey = (length: number) => `mm8_${'0123456789abcdef'.repeat(5).slice(0, length)}`;

describe('a line of .env', () => {
	test.each<[string, readonly (readonly [code: string, line: number])[]]>([
		[URL, []],
		['', []],
		['# MURMUR8_TELEMETRY_KEY=“x”\n', []],
		['OTHER=“x”\n', []],
		['MURMUR8_TELEMETRY_URL=“https://example.com/”\n', [['typographic-quotes', 0]]],
		[`${URL}MURMUR8_TELEMETRY_KEY=‘abc’\n`, [['typographic-quotes', 1]]],
		['MURMUR8_TELEMETRY_URL=http://example.com/\n', [['plain-http', 0]]],
		['MURMUR8_TELEMETRY_URL=http://127.0.0.1:9/\n', []],
		['MURMUR8_TELEMETRY_URL=http://example.com/\nMURMUR8_TELEMETRY_REQUIRE_HTTPS=1\n', [['setting-invalid', 0]]],
		['MURMUR8_TELEMETRY_URL=https://a:b@example.com/\n', [['setting-invalid', 0]]],
		['MURMUR8_TELEMETRY_URL=ftp://example.com/\n', [['setting-invalid', 0]]],
		['MURMUR8_TELEMETRY_KEY=abc\n', [['key-without-url', 0]]],
		['MURMUR8_TELEMETRY_KEY=\n', []],
		['MURMUR8_TELEMETRY_URL=nowhere\nMURMUR8_TELEMETRY_KEY=abc\n', [['setting-invalid', 0]]],
		[`${URL}MURMUR8_TELEMETRY_KEY=ab#cd\n`, [['key-cut-short', 1]]],
		[`${URL}MURMUR8_TELEMETRY_KEY="ab#cd"\n`, []],
		[`${URL}MURMUR8_TELEMETRY_KEY=${portalKey(60)}\n`, [['key-truncated', 1]]],
		[`${URL}MURMUR8_TELEMETRY_KEY=${portalKey(64)}\n`, []],
		[`${URL}MURMUR8_TELEMETRY_AUDIENCE=everyone\n`, [['setting-invalid', 1]]],
		[`${URL}MURMUR8_TELEMETRY_AUDIENSE=on\n`, [['variable-unknown', 1]]],
		// The last one counts.
		[`MURMUR8_TELEMETRY_URL=nowhere\n${URL}`, []],
		[`\uFEFFexport MURMUR8_TELEMETRY_URL=nowhere\r\n`, [['setting-invalid', 0]]],
	])('%j', (text, expected) => {
		const lineOf = (at: number) => text.slice(0, at).split('\n').length - 1;
		expect(dotenv(text).map(({ code, from }) => [code, lineOf(from)])).toEqual(expected);
	});

	test('a key is not alone where the environment has the URL', () => {
		expect(dotenv('MURMUR8_TELEMETRY_KEY=abc\n', { MURMUR8_TELEMETRY_URL: 'https://example.com/' })).toEqual([]);
	});

	test('no value that may be a secret is repeated', () => {
		const secret = 'hunter2hunter2';
		for (const text of [
			`MURMUR8_TELEMETRY_KEY=“${secret}”\n`,
			`MURMUR8_TELEMETRY_KEY=${secret}é\n`,
			`MURMUR8_TELEMETRY_URL=https://me:${secret}@example.com/\n`,
		]) {
			const remarks = dotenv(text);
			expect(remarks.length).toBeGreaterThan(0);
			expect(JSON.stringify(remarks)).not.toContain(secret);
		}
	});
});

describe('a settings file', () => {
	test.each<[string, readonly string[]]>([
		['{}', []],
		['{"wire": "flat", "sinks": [{"kind": "stderr"}]}', []],
		['\uFEFF{"wire": "flat"}', []],
		['{"wire": "morse"}', ['"wire"']],
		['{"wire": ["flat"]}', ['"wire"']],
		['{"audiense": "off", "wire": "flat"}', ['"audiense"']],
		['{"key": "x"}', ['"key"']],
		['{"sinks": [{"kind": "wire"}]}', ['"sinks"']],
		['{"a": {"wire": 1}, "wire": "morse"}', ['"a"', '"wire"']],
		['{"wi\\u0072e": "morse"}', ['"wi\\u0072e"']],
		['{"sanitize": 7}', ['"sanitize"']],
	])('%j', (text, places) => {
		const sections = (name: string) => (name === 'sanitize' ? ['sanitize must be an object'] : []);
		expect(settingsRemarks(text, sections).map(({ from, to }) => text.slice(from, to))).toEqual(places);
	});

	test.each(['', '{', '{"wire": }', '[]', 'null', '7', '{"a":1,}', '\0', '{"wire": "flat"} x'])(
		'%j is one remark, within the text',
		(text) => {
			const remarks = settingsRemarks(text, none);
			expect(remarks).toHaveLength(1);
			const [{ from, to, code } = { from: -1, to: -1, code: '' }] = remarks;
			expect(code).toBe('settings-unreadable');
			expect(from >= 0 && from <= to && to <= text.length).toBe(true);
		},
	);
});

test('members of an object are found where they stand, whatever is in them', () => {
	const member = fc.tuple(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 3 }));
	fc.assert(
		fc.property(fc.array(member, { maxLength: 5 }), fc.constantFrom(0, 2), (members, indent) => {
			const value = Object.fromEntries(members.filter(([name]) => name !== '__proto__'));
			const text = JSON.stringify(value, null, indent);
			const found = jsonMembers(text);
			expect(found.map(({ name }) => name)).toEqual(Object.keys(JSON.parse(text)));
			for (const { name, from, to } of found) expect(JSON.parse(text.slice(from, to))).toBe(name);
		}),
		SEEDED,
	);
});

import { describe, expect, test } from 'vitest';
import { SETTINGS, type SettingName } from '../../../source/core/settings/definitions.ts';
import { resolveSettings } from '../../../source/core/settings/resolve.ts';
import { INHERITED_NAMES } from '../property.ts';
import { inputsOf, NAMES, placesOf, VALID } from './sample-inputs.ts';

/** contracts.md section 4, written down a second time. */
const DEFAULTS = {
	url: undefined,
	key: undefined,
	queuePath: '.claude/telemetry-failed.json',
	audience: 'user-only',
	artifacts: 'on',
	wire: 'flat',
	requireHttps: false,
	timeoutMs: 10_000,
	ciWaitMs: 2_000,
	maxBytes: 1_048_576,
	sinks: [],
	sampling: 1,
};

test('without anything given every setting has its default', () => {
	const { values, sources, problems } = resolveSettings(inputsOf({}));
	expect(values).toEqual(DEFAULTS);
	expect(new Set(Object.values(sources))).toEqual(new Set(['default']));
	expect(problems).toEqual([]);
});

const valid = NAMES.flatMap((name) =>
	placesOf(name).flatMap((place) => VALID[name].map(([text, meaning]) => [name, place, text, meaning] as const)),
);
test.each(valid)('%s by %s: %s is read', (name, place, text, meaning) => {
	const { values, sources, problems } = resolveSettings(inputsOf({ [place]: { [name]: text } }));
	expect(values[name]).toEqual(meaning);
	expect(sources[name]).toBe(place);
	expect(problems).toEqual([]);
});

const INVALID: { readonly [Name in SettingName]?: readonly (readonly [text: string, message: RegExp])[] } = {
	requireHttps: ['2', 'yes', 'on', '-1', ...INHERITED_NAMES].map((text) => [text, /must be 1 or 0$/] as const),
	url: [
		['example.com', /expected https:\/\/host\/path$/],
		['ftp://example.com', /only https and http/],
		['https://name@example.com', /MURMUR8_TELEMETRY_KEY/],
	],
	key: [
		['with space', /only visible ASCII/],
		['naïve', /only visible ASCII/],
		['line\nend', /only visible ASCII/],
		['“quoted”', /only visible ASCII/],
	],
	queuePath: [['a\0b', /must be a path$/]],
	audience: ['true', '1', '0', 'user', 'operator', 'all', 'none', 'user only', 'useronly', 'on,off', 'null'].map(
		(text) => [text, /must be one of: off, user-only, operator-only, on$/] as const,
	),
	artifacts: ['true', '1', 'yes', 'onn'].map((text) => [text, /must be one of: on, off$/] as const),
	wire: ['json', 'flat2', '1'].map((text) => [text, /must be one of: flat, envelope$/] as const),
	timeoutMs: ['0', '600001', '-1', '1.5', '1e3', '10s', 'NaN', 'Infinity', '0x10', '9'.repeat(16)].map(
		(text) => [text, /must be an integer from 1 to 600000$/] as const,
	),
	ciWaitMs: ['10001', '-1', '2.5', 'two'].map((text) => [text, /must be an integer from 0 to 10000$/] as const),
	sinks: [
		['json-file', /must be a JSON list of sinks/],
		['{"kind":"stderr"}', /must be a JSON list of sinks/],
		[
			'[{"kind":"otpl"}]',
			/sink 1: kind "otpl" must be one of: json-file, stderr, otlp, prometheus, statsd, cloudwatch$/,
		],
	],
	sampling: [
		'1.1',
		'-0.1',
		'NaN',
		'Infinity',
		'half',
		'1e-1',
		'on change',
		'always',
		'0x1',
		'.',
		...INHERITED_NAMES,
	].map((text) => [text, /must be a rate from 0 to 1, or on-change$/] as const),
	maxBytes: ['1023', '67108865', '1MiB'].map((text) => [text, /must be an integer from 1024 to 67108864$/] as const),
};

const invalid = NAMES.flatMap((name) =>
	placesOf(name).flatMap((place) =>
		(INVALID[name] ?? []).map(([text, message]) => [name, place, text, message] as const),
	),
);
describe('a value that is none is a problem that says where it stands and what to write', () => {
	test.each(invalid)('%s by %s: %j', (name, place, text, message) => {
		const { values, problems } = resolveSettings(inputsOf({ [place]: { [name]: text } }));
		expect(values[name]).toEqual(DEFAULTS[name]);
		expect(problems).toHaveLength(1);
		expect(problems[0]).toMatchObject({ name, source: place, message: expect.stringMatching(message) });
		const { variable, flag } = SETTINGS[name];
		const where = {
			flag: `--${flag} `,
			environment: `${variable} `,
			dotenv: `${variable} in .env `,
			project: `${name} in telemetry-config.json `,
			user: `${name} in the user settings `,
		}[place];
		expect(problems[0]?.message.startsWith(where)).toBe(true);
		if (!['key', 'url', 'sinks'].includes(name)) expect(problems[0]?.message).toContain(` is ${JSON.stringify(text)}:`);
	});

	test('every setting is in the table', () => {
		expect(Object.keys(INVALID).sort()).toEqual([...NAMES].sort());
	});
});

test.each([
	['audience', ' ON ', 'on'],
	['audience', 'User_Only', 'user-only'],
	['artifacts', 'Off', 'off'],
	['wire', 'ENVELOPE ', 'envelope'],
	['requireHttps', 'TRUE', true],
	['requireHttps', 'false', false],
	['timeoutMs', ' 7 ', 7],
	['key', ' spaced ', 'spaced'],
	['url', ' https://example.com/x ', { url: 'https://example.com/x', isPlainHttp: false, isLoopback: false }],
] as const)('%s: %j is taken as %j', (name, text, expected) => {
	expect(resolveSettings(inputsOf({ environment: { [name]: text } })).values[name]).toEqual(expected);
});

test('an endless value is not repeated in full', () => {
	const [problem] = resolveSettings(inputsOf({ environment: { audience: 'x'.repeat(100_000) } })).problems;
	expect(problem?.message.length).toBeLessThan(250);
});

test.each(NAMES)('%s says what it is and what it takes', (name) => {
	const { meaning, accepts } = SETTINGS[name];
	expect(meaning).toMatch(/^[a-z].*[^.]$/);
	expect(accepts).toMatch(/[^.]$/);
});

test('only what says nothing about endpoint, key and the way there is no operator data', () => {
	expect(NAMES.filter((name) => SETTINGS[name].class !== 'operator')).toEqual(['audience', 'artifacts']);
});

import { describe, expect, test } from 'vitest';
import { readSettingsFile } from '../../../source/core/settings/file.ts';
import { resolveSettings } from '../../../source/core/settings/resolve.ts';

const NONE = { values: {}, problems: [] };

describe('a settings file', () => {
	test('holds texts, numbers and switches', () => {
		const text = '{"audience":"off","timeoutMs":500,"requireHttps":true}';
		expect(readSettingsFile(text, 'f')).toEqual({
			values: { audience: 'off', timeoutMs: '500', requireHttps: 'true' },
			problems: [],
		});
	});

	test('holds a list of sinks as JSON of its own', () => {
		const sinks = [{ kind: 'otlp', endpoint: 'http://localhost:4318', headers: { 'x-team': 'a' } }];
		expect(readSettingsFile(JSON.stringify({ sinks, sampling: 0.5 }), 'f').values).toEqual({
			sinks: JSON.stringify(sinks),
			sampling: '0.5',
		});
		const asText = readSettingsFile(JSON.stringify({ sinks: JSON.stringify(sinks) }), 'f');
		const { problems } = resolveSettings({ flags: {}, environment: {}, dotenv: {}, user: asText });
		expect(problems).toMatchObject([{ name: 'sinks', message: expect.stringContaining('must be a JSON list') }]);
	});

	test('may hold keys that others read', () => {
		const text = '{"trusted":{"/app":"c0ffee"},"audience":"off"}';
		expect(readSettingsFile(text, 'f', ['trusted'])).toEqual({ values: { audience: 'off' }, problems: [] });
		expect(readSettingsFile(text, 'f').problems).toEqual([expect.stringMatching(/f has "trusted"/)]);
	});

	test('may say who owns what', () => {
		expect(readSettingsFile('{"modules":{"packages/api":"@acme/api"},"audience":"off"}', 'f')).toEqual({
			values: { audience: 'off' },
			problems: [],
		});
	});

	test.each([
		['owners that are none', '{"modules":{"packages/api":"ask Ada"}}', /f: modules: owners of "packages\/api" must be/],
		['no map of owners', '{"modules":[]}', /f: modules must be an object/],
		['no JSON', '{', /f is not a JSON object/],
		['an array', '[]', /f is not a JSON object/],
		['null', 'null', /f is not a JSON object/],
		['an unknown key', '{"audiense":"on"}', /f has "audiense"; settings are: /],
		['a key', '{"key":"x"}', /f holds a key; put it into \.env/],
		['a list', '{"audience":["on"]}', /f: audience must be a text/],
		['an object for a rate', '{"sampling":{"rate":1}}', /f: sampling must be a text, a number/],
		['__proto__', '{"__proto__":{"audience":"on"}}', /f has "__proto__"/],
	])('with %s is a problem', (_name, text, message) => {
		const { values, problems } = readSettingsFile(text, 'f');
		expect(values).toEqual({});
		expect(problems).toEqual([expect.stringMatching(message)]);
	});
});

interface Case {
	readonly project: Record<string, string>;
	readonly user?: Record<string, string>;
	readonly environment?: Record<string, string>;
	readonly holds: Record<string, unknown>;
	readonly inert: readonly string[];
}

/** A committed file may narrow by itself; what widens waits until it is trusted. */
const UNTRUSTED: readonly (readonly [name: string, given: Case])[] = [
	['a wider audience waits', { project: { audience: 'on' }, holds: { audience: 'user-only' }, inert: ['audience'] }],
	[
		'another audience waits',
		{ project: { audience: 'operator-only' }, holds: { audience: 'user-only' }, inert: ['audience'] },
	],
	['off holds', { project: { audience: 'off' }, holds: { audience: 'off' }, inert: [] }],
	['user-only holds', { project: { audience: 'user-only' }, holds: { audience: 'user-only' }, inert: [] }],
	[
		'it does not widen what the user set',
		{ project: { audience: 'user-only' }, user: { audience: 'off' }, holds: { audience: 'off' }, inert: ['audience'] },
	],
	[
		'it narrows what the user set',
		{ project: { audience: 'user-only' }, user: { audience: 'on' }, holds: { audience: 'user-only' }, inert: [] },
	],
	['an endpoint waits', { project: { url: 'https://example.com/' }, holds: { url: undefined }, inert: ['url'] }],
	['what gives nobody more holds', { project: { timeoutMs: '500' }, holds: { timeoutMs: 500 }, inert: [] }],
	['artifacts off holds', { project: { artifacts: 'off' }, holds: { artifacts: 'off' }, inert: [] }],
	[
		'artifacts on waits where the user said off',
		{ project: { artifacts: 'on' }, user: { artifacts: 'off' }, holds: { artifacts: 'off' }, inert: ['artifacts'] },
	],
	[
		'https is still required',
		{
			project: { requireHttps: 'false' },
			user: { requireHttps: '1' },
			holds: { requireHttps: true },
			inert: ['requireHttps'],
		},
	],
	['a sink waits', { project: { sinks: '[{"kind":"stderr"}]' }, holds: { sinks: [] }, inert: ['sinks'] }],
	[
		'a sink that the user has too holds, in any spelling',
		{
			project: { sinks: '[{"kind":"json-file","path":"a"}]' },
			user: { sinks: '[{"path":"a","kind":"json-file"},{"kind":"stderr"}]' },
			holds: { sinks: [{ kind: 'json-file', path: 'a' }] },
			inert: [],
		},
	],
	[
		'a user’s sink to another place does not vouch for it',
		{
			project: { sinks: '[{"kind":"statsd","endpoint":"example.com:1"}]' },
			user: { sinks: '[{"kind":"statsd","endpoint":"localhost:1"}]' },
			holds: { sinks: [{ kind: 'statsd', endpoint: 'localhost:1' }] },
			inert: ['sinks'],
		},
	],
	[
		'no sinks at all hold',
		{ project: { sinks: '[]' }, user: { sinks: '[{"kind":"stderr"}]' }, holds: { sinks: [] }, inert: [] },
	],
	['a smaller sample holds', { project: { sampling: '0.5' }, holds: { sampling: 0.5 }, inert: [] }],
	[
		'a larger sample waits',
		{ project: { sampling: '0.5' }, user: { sampling: '0.1' }, holds: { sampling: 0.1 }, inert: ['sampling'] },
	],
	[
		'another strategy waits',
		{ project: { sampling: 'on-change' }, user: { sampling: '0.1' }, holds: { sampling: 0.1 }, inert: ['sampling'] },
	],
	[
		'the same strategy holds',
		{
			project: { sampling: 'on-change' },
			user: { sampling: 'on-change' },
			holds: { sampling: 'on-change' },
			inert: [],
		},
	],
	[
		'the environment wins over both',
		{
			project: { audience: 'on' },
			environment: { MURMUR8_TELEMETRY_AUDIENCE: 'user-only' },
			holds: { audience: 'user-only' },
			inert: ['audience'],
		},
	],
];

describe('the project’s file, not trusted', () => {
	test.each(UNTRUSTED)('%s', (_name, { project, user = {}, environment = {}, holds, inert }) => {
		const inputs = {
			flags: {},
			environment,
			dotenv: {},
			project: { ...NONE, values: project },
			user: { ...NONE, values: user },
		};
		const untrusted = resolveSettings(inputs);
		expect(untrusted.values).toMatchObject(holds);
		expect(untrusted.inert).toEqual(inert);
		expect(untrusted.problems).toEqual([]);
		expect(resolveSettings({ ...inputs, isProjectTrusted: true }).inert).toEqual([]);
	});

	test('a broken file, or one that can not be read, is a problem and not a default', () => {
		const broken = { values: {}, problems: ['f is not a JSON object'] };
		const given = { flags: {}, environment: {}, dotenv: {} };
		expect(resolveSettings({ ...given, project: broken }).problems).toMatchObject([{ source: 'project' }]);
		expect(resolveSettings({ ...given, user: broken }).problems).toMatchObject([{ source: 'user' }]);
		expect(resolveSettings({ ...given, isDotenvUnreadable: true }).problems).toMatchObject([{ source: 'dotenv' }]);
	});
});

test('a section that is read by somebody else is no setting and no problem', () => {
	expect(readSettingsFile('{"wire":"flat","sanitize":{"rules":[]}}', 'f')).toEqual({
		values: { wire: 'flat' },
		problems: [],
	});
});

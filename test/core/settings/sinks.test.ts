import { describe, expect, test } from 'vitest';
import type { Settings } from '../../../source/core/settings/definitions.ts';
import { sinkOrder } from '../../../source/core/settings/delivery-mode.ts';
import { resolveSettings } from '../../../source/core/settings/resolve.ts';
import { shownSetting, shownText } from '../../../source/core/settings/shown.ts';
import { parseSinks, SINK_KINDS } from '../../../source/core/settings/sinks.ts';
import { telemetryRemarks } from '../../../source/core/telemetry-text.ts';
import { INHERITED_NAMES } from '../property.ts';
import { inputsOf } from './sample-inputs.ts';

const read = (sinks: unknown, requireHttps = false) => parseSinks(JSON.stringify(sinks), { requireHttps });
const messageOf = (sinks: unknown, requireHttps = false) => {
	const parsed = read(sinks, requireHttps);
	return parsed.kind === 'problem' ? parsed.message : undefined;
};

const OTLP = { kind: 'otlp', endpoint: 'https://example.com' };

test.each<readonly object[]>([
	[],
	[{ kind: 'json-file', path: 'metrics/all.jsonl' }],
	[{ kind: 'stderr' }],
	[OTLP],
	[
		{
			...OTLP,
			headers: { Authorization: 'env:TOKEN', 'x-a': 'b c' },
			protocol: 'http/json',
			compression: 'none',
			traces: 'off',
		},
	],
	[{ kind: 'prometheus', textfile: '/var/lib/node-exporter/murmur8.prom' }],
	[{ kind: 'prometheus', pushgateway: 'http://localhost:9091' }],
	[{ kind: 'statsd', endpoint: '127.0.0.1:8125' }],
	[{ kind: 'statsd', endpoint: '[::1]:8125', tags: 'none' }],
	[{ kind: 'cloudwatch', namespace: 'murmur8/ci', path: 'emf.log' }],
	[{ kind: 'cloudwatch', namespace: 'a', endpoint: 'localhost:25888' }],
	[{ kind: 'stderr' }, { kind: 'stderr' }, OTLP],
])('%j is a list of sinks', (...sinks) => {
	expect(read(sinks)).toEqual({ kind: 'value', value: sinks });
});

test.each<[sink: unknown, message: RegExp]>([
	[null, /^sink 1: null is no sink/],
	['stderr', /^sink 1: "stderr" is no sink/],
	[[], /^sink 1: \[\] is no sink/],
	[{}, /^sink 1: kind nothing must be one of: json-file, stderr, otlp, prometheus, statsd, cloudwatch$/],
	...[...INHERITED_NAMES, 'OTLP', 'otpl', '', 7, null].map((kind): [unknown, RegExp] => [
		{ kind },
		/^sink 1: kind .+ must be one of: json-file, /,
	]),
	[{ kind: 'stderr', path: 'a' }, /^sink 1: stderr has option "path"; it takes none$/],
	[{ ...OTLP, headres: {} }, /option "headres"; options are: endpoint, headers, protocol, compression, traces$/],
	[{ ...OTLP, protocol: 'grpc' }, /protocol is "grpc": must be one of: http\/protobuf, http\/json$/],
	[{ ...OTLP, traces: true }, /traces is true: must be one of: on, off$/],
	[{ ...OTLP, endpoint: 'ftp://example.com' }, /otlp: endpoint has another scheme/],
	[{ ...OTLP, endpoint: 'https://u:p@example.com' }, /otlp: endpoint holds a user name or password; use headers/],
	[{ ...OTLP, endpoint: 7 }, /otlp: endpoint must be an http or https URL$/],
	[{ kind: 'otlp' }, /otlp needs endpoint$/],
	[{ ...OTLP, headers: ['a'] }, /headers must be an object/],
	[{ ...OTLP, headers: { 'a b': 'c' } }, /headers has a name that no HTTP header can have$/],
	[{ ...OTLP, headers: { a: 'line\nend' } }, /headers has a value for a that no HTTP header can carry/],
	[{ ...OTLP, headers: { a: 7 } }, /headers has a value for a that no HTTP header/],
	[{ kind: 'json-file' }, /json-file needs path$/],
	[{ kind: 'json-file', path: '' }, /path must be a path$/],
	[{ kind: 'json-file', path: 'a\0b' }, /path must be a path$/],
	[{ kind: 'prometheus' }, /prometheus needs textfile or pushgateway$/],
	[{ kind: 'statsd', endpoint: 'localhost' }, /endpoint must be host:port$/],
	[{ kind: 'statsd', endpoint: 'localhost:0' }, /endpoint must be host:port$/],
	[{ kind: 'statsd', endpoint: 'localhost:65536' }, /endpoint must be host:port$/],
	[{ kind: 'statsd', endpoint: 'a b:1' }, /endpoint must be host:port$/],
	[{ kind: 'statsd', endpoint: 'a:1', tags: 'datadog' }, /tags is "datadog": must be one of: dogstatsd, none$/],
	[{ kind: 'cloudwatch', path: 'a' }, /cloudwatch needs namespace$/],
	[{ kind: 'cloudwatch', namespace: 'a' }, /cloudwatch needs path or endpoint$/],
	[{ kind: 'cloudwatch', namespace: 'a b', path: 'a' }, /namespace must be 1 to 255 of/],
])('%j is none', (sink, message) => {
	expect(messageOf([sink])).toMatch(message);
});

test('one that is wrong among others is found', () => {
	expect(messageOf([{ kind: 'stderr' }, OTLP, { kind: 'file' }])).toMatch(/^sink 3: kind "file"/);
	expect(messageOf(Array.from({ length: 17 }, () => ({ kind: 'stderr' })))).toMatch(/17 sinks; 16 at most/);
});

test('where https is demanded it is demanded of sinks too', () => {
	expect(messageOf([{ kind: 'otlp', endpoint: 'http://localhost:4318' }], true)).toMatch(/demands https$/);
	expect(messageOf([{ kind: 'prometheus', pushgateway: 'http://localhost:9091' }], true)).toMatch(/demands https$/);
	expect(messageOf([OTLP], true)).toBeUndefined();
});

test('no message repeats a header', () => {
	const headers = { authorization: 'not\u0007printable' };
	expect(messageOf([{ ...OTLP, headers }])).not.toContain('printable');
});

describe('what sinks would get', () => {
	const sinks = JSON.stringify(SINK_KINDS.slice(1, 2).map((kind) => ({ kind })));
	const orderOf = (given: object, more = {}) =>
		sinkOrder(resolveSettings(inputsOf({ environment: { sinks, ...given } }, more)));

	test('is theirs without an event endpoint too', () => {
		expect(orderOf({})).toEqual({ sinks: [{ kind: 'stderr' }], sampling: 1, audience: 'user-only' });
		expect(orderOf({ audience: 'operator-only', sampling: 'on-change' })).toMatchObject({ sampling: 'on-change' });
	});

	test.each([
		['off', { audience: 'off' }],
		['none configured', { sinks: '[]' }],
		['an empty variable', { sinks: '' }],
		['a sink that is wrong', { sinks: '[{}]' }],
		['another setting that is wrong', { wire: 'xml' }],
	])('is nothing: %s', (_what, given) => {
		expect(orderOf(given)).toBeUndefined();
	});

	test('is nothing under DO_NOT_TRACK', () => {
		expect(orderOf({}, { DO_NOT_TRACK: '1' })).toBeUndefined();
	});
});

describe('views of one’s own', () => {
	const sinks = [
		{ ...OTLP, endpoint: 'https://example.com/?token=hidden', headers: { a: 'env:TOKEN', b: 'hidden' } },
		{ kind: 'prometheus', pushgateway: 'https://example.com/?key=hidden' },
		{ kind: 'statsd', endpoint: 'localhost:8125' },
	];
	const resolved = resolveSettings(inputsOf({ environment: { sinks: JSON.stringify(sinks), sampling: '0.5' } }));

	test('show everything but secrets', () => {
		const shown = shownSetting('sinks', resolved.values) ?? '';
		expect(shown).not.toContain('hidden');
		expect(JSON.parse(shown)).toMatchObject([{ headers: { a: 'env:TOKEN', b: '****' } }, {}, sinks[2]]);
		expect(shownSetting('sampling', resolved.values)).toBe('0.5');
		const lines = telemetryRemarks(resolved).join('\n');
		expect(lines).not.toContain('hidden');
		expect(lines).toMatch(/^Sink {13}: statsd endpoint=localhost:8125$/m);
		expect(lines).toMatch(/^Sampling {9}: 0\.5 \(environment\)$/m);
	});

	test('show what waits for trust the same way', () => {
		const shown = shownText('sinks', JSON.stringify(sinks));
		expect(shown).not.toContain('hidden');
		expect(shown).toContain('localhost:8125');
		expect(shownText('url', 'https://example.com/?token=hidden')).toBe('https://example.com/?token=****');
		expect(shownText('sinks', '[{"kind":"x"}]')).toMatch(/^sink 1: kind "x" must be one of/);
		expect(shownText('wire', 'flat')).toBe('flat');
	});

	test.each([
		['url', undefined],
		['key', undefined],
		['wire', 'flat'],
		['timeoutMs', '10000'],
	] as const)('%s reads %s by default', (name, expected) => {
		expect(shownSetting(name, resolved.values as Settings)).toBe(expected);
	});
});

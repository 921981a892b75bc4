import { userInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { auditLines } from '../../source/commands/telemetry-config/note-change.ts';
import type { DeliveryResult } from '../../source/core/delivery-result.ts';
import { resolveSettings } from '../../source/core/settings/resolve.ts';
import { listAuditLines, putAuditLine } from '../../source/store/audit.ts';
import { logDelivery } from '../../source/store/deliveries.ts';
import { NOW_MS, temporaryDatabase } from '../support/store.ts';

const settingsOf = (dotenv: Record<string, string>) => resolveSettings({ flags: {}, environment: {}, dotenv });

const URL_LINE = { MURMUR8_TELEMETRY_URL: 'https://example.com/e?token=abc&a=1' };
const OFF = { MURMUR8_TELEMETRY_AUDIENCE: 'off' };
const KEY = { MURMUR8_TELEMETRY_KEY: 'abcdefgh1234' };

test('lines are kept with time and user, the newest 10,000', () => {
	const database = temporaryDatabase();
	for (let index = 0; index < 10_010; index++) {
		putAuditLine(database, { atMs: NOW_MS + index, event: 'telemetry_disabled', details: {} });
	}
	expect(listAuditLines(database, -1)).toHaveLength(10_000);
	expect(listAuditLines(database, 2)).toEqual([
		{ atMs: NOW_MS + 10_008, osUser: userInfo().username, event: 'telemetry_disabled', details: {} },
		{ atMs: NOW_MS + 10_009, osUser: userInfo().username, event: 'telemetry_disabled', details: {} },
	]);
});

test.each<[DeliveryResult, boolean]>([
	['delivered', true],
	['rejected', true],
	['expired', true],
	['elsewhere', true],
	['discarded', true],
	['transient', false],
	['configuration', false],
	['not-queued', false],
])('a delivery that is %s: %s', (result, isNoted) => {
	const database = temporaryDatabase();
	logDelivery(database, { runId: 'a', result, atMs: NOW_MS, durationMs: 1, statusCode: undefined, reason: undefined });
	expect(listAuditLines(database, -1).map(({ event, details }) => ({ event, details }))).toEqual(
		isNoted ? [{ event: 'delivery', details: { runId: 'a', result } }] : [],
	);
});

describe('a change of settings', () => {
	test.each([
		[
			'switches on',
			{},
			URL_LINE,
			['url'],
			[
				['setting_changed', { key: 'url', old: null, new: 'https://example.com/e?token=****&a=1' }],
				['telemetry_enabled', { audience: 'user-only' }],
			],
		],
		[
			'switches off',
			URL_LINE,
			{ ...URL_LINE, ...OFF },
			['audience'],
			[
				['setting_changed', { key: 'audience', old: 'user-only', new: 'off' }],
				['telemetry_disabled', {}],
			],
		],
		['is nobody’s business while it is off', { ...URL_LINE, ...OFF }, OFF, ['url'], []],
		['changes nothing', URL_LINE, URL_LINE, ['url', 'wire'], []],
		[
			'shows no key',
			URL_LINE,
			{ ...URL_LINE, ...KEY },
			['key'],
			[['setting_changed', { key: 'key', old: null, new: '****1234' }]],
		],
		[
			'has a line per sink, without where it goes',
			{ ...URL_LINE, MURMUR8_TELEMETRY_SINKS: '[{"kind":"stderr"},{"kind":"json-file","path":"a"}]' },
			{ ...URL_LINE, MURMUR8_TELEMETRY_SINKS: '[{"kind":"json-file","path":"b"},{"kind":"statsd","endpoint":"a:1"}]' },
			['sinks'],
			[
				['sink_removed', { kind: 'stderr' }],
				['sink_modified', { kind: 'json-file' }],
				['sink_added', { kind: 'statsd' }],
			],
		],
	] as const)('%s', (_, before, after, names, expected) => {
		const change = { before: settingsOf(before), after: settingsOf(after) };
		const lines = auditLines(names, change, change, NOW_MS);
		expect(lines.map(({ event, details }) => [event, details])).toEqual(expected);
	});

	test('that the environment outvotes has a line that says so', () => {
		const held = settingsOf(URL_LINE);
		const saved = { before: held, after: settingsOf({ ...URL_LINE, MURMUR8_TELEMETRY_AUDIENCE: 'on' }) };
		const lines = auditLines(['audience'], { before: held, after: held }, saved, NOW_MS);
		const details = { key: 'audience', old: 'user-only', new: 'on', inForce: 'no' };
		expect(lines).toEqual([{ atMs: NOW_MS, event: 'setting_changed', details }]);
	});
});

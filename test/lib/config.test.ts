import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { formatTelemetryConfig, loadConfig, type TelemetryConfig } from '../../source/lib/index.ts';
import { createKey } from '../support/portal.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

const QUEUE = '.claude/telemetry-failed.json';
const URL_LINE = 'MURMUR8_TELEMETRY_URL=https://example.com/events';
const EVENTS = 'https://example.com/events';

afterEach(() => {
	vi.unstubAllEnvs();
});

function dotenv(text: string): string {
	const path = join(temporaryFolder(), '.env');
	writeFileSync(path, text);
	return path;
}

describe('loadConfig', () => {
	test('reads URL, key and queue', () => {
		const key = createKey();
		const path = dotenv(`${URL_LINE}\nMURMUR8_TELEMETRY_KEY=${key}\nMURMUR8_TELEMETRY_QUEUE=queue.json\n`);
		expect(loadConfig(path)).toEqual({ url: EVENTS, key, queuePath: 'queue.json' });
	});

	test.each<[string, string, string | null]>([
		['a file without them', 'OTHER=1\n', null],
		['an empty file', '', null],
		['a template that is not filled in', 'MURMUR8_TELEMETRY_URL=\nMURMUR8_TELEMETRY_KEY=\n', null],
		['comments', `# ${URL_LINE}\n`, null],
		['a URL that is none', 'MURMUR8_TELEMETRY_URL=example\n', null],
		['a URL with user info', 'MURMUR8_TELEMETRY_URL=https://ada@example.com/events\n', null],
		['another scheme', 'MURMUR8_TELEMETRY_URL=ftp://example.com/events\n', null],
		['a byte order mark', `\uFEFF${URL_LINE}\n`, EVENTS],
		['CRLF', `${URL_LINE}\r\nOTHER=1\r\n`, EVENTS],
		['quotes, export and a comment', `export MURMUR8_TELEMETRY_URL="${EVENTS}" # ours\n`, EVENTS],
		[
			'http, where https is demanded',
			'MURMUR8_TELEMETRY_REQUIRE_HTTPS=1\nMURMUR8_TELEMETRY_URL=http://a.test/\n',
			null,
		],
	])('reads %s', (_, text, url) => {
		expect(loadConfig(dotenv(text))).toEqual({ url, key: null, queuePath: QUEUE });
	});

	test('has no key that no header can carry', () => {
		expect(loadConfig(dotenv(`${URL_LINE}\nMURMUR8_TELEMETRY_KEY="a b"\n`))).toEqual({
			url: EVENTS,
			key: null,
			queuePath: QUEUE,
		});
	});

	test('knows nothing where there is no file', () => {
		expect(loadConfig(join(temporaryFolder(), '.env'))).toEqual({ url: null, key: null, queuePath: QUEUE });
	});

	test.each<[string, (path: string) => void]>([
		['a folder', (path) => mkdirSync(path)],
		['a FIFO', makeFifo],
	])('switches off where %s is in its place', (_, make) => {
		const path = join(temporaryFolder(), '.env');
		make(path);
		expect(loadConfig(path)).toEqual({ url: null, key: null, queuePath: QUEUE, audience: 'off' });
	});

	test('never throws', () => {
		expect(loadConfig(undefined as unknown as string)).toMatchObject({ url: null, key: null });
	});

	test('passes over the environment', () => {
		vi.stubEnv('MURMUR8_TELEMETRY_URL', 'https://other.example.com/');
		vi.stubEnv('MURMUR8_TELEMETRY_QUEUE', 'other.json');
		expect(loadConfig(dotenv(`${URL_LINE}\n`))).toEqual({ url: EVENTS, key: null, queuePath: QUEUE });
	});

	test('has the other settings where the file sets them', () => {
		const text = `${URL_LINE}\nMURMUR8_TELEMETRY_AUDIENCE=on\nMURMUR8_TELEMETRY_WIRE=envelope\nMURMUR8_TELEMETRY_ARTIFACTS=off\nMURMUR8_TELEMETRY_TIMEOUT_MS=500\n`;
		expect(loadConfig(dotenv(text))).toEqual({
			url: EVENTS,
			key: null,
			queuePath: QUEUE,
			audience: 'on',
			wire: 'envelope',
			artifacts: 'off',
			timeoutMs: 500,
		});
	});

	test('switches off where it can not tell what may be sent', () => {
		const path = dotenv(`${URL_LINE}\nMURMUR8_TELEMETRY_AUDIENCE=everybody\n`);
		expect(loadConfig(path)).toMatchObject({ url: EVENTS, audience: 'off' });
	});
});

describe('formatTelemetryConfig', () => {
	const queueOf = (text: string) => {
		const path = join(temporaryFolder(), 'queue.json');
		writeFileSync(path, text);
		return path;
	};
	const none = join('no', 'such', 'queue.json');
	const lines = (status: string, url: string, key: string, depth: number) =>
		[
			`Telemetry status : ${status}`,
			`URL              : ${url}`,
			`API key          : ${key}`,
			`Failed queue     : ${depth} entries`,
		].join('\n');
	const key = createKey();

	test.each<[string, TelemetryConfig, string]>([
		['nothing', { url: null, key: null }, lines('inactive', 'not set', 'not set', 0)],
		['a URL', { url: EVENTS }, lines('active', EVENTS, 'not set', 0)],
		['a key', { url: EVENTS, key }, lines('active', EVENTS, `****${key.slice(-4)}`, 0)],
		['a short key', { url: EVENTS, key: key.slice(0, 11) }, lines('active', EVENTS, '****', 0)],
		['audience off', { url: EVENTS, audience: 'off' }, lines('inactive', EVENTS, 'not set', 0)],
		['a URL that is none', { url: 'example' }, lines('inactive', 'not set', 'not set', 0)],
		['a secret in the URL', { url: `${EVENTS}?token=${key}` }, lines('active', `${EVENTS}?token=****`, 'not set', 0)],
	])('shows %s', (_, config, text) => {
		expect(formatTelemetryConfig(config, none)).toBe(text);
	});

	test.each([
		['[{"runId":"a"}]', 1],
		['[{"runId":"a"},{"runId":"b"}]', 2],
		['[]', 0],
		['', 0],
		['{"not":"a list"', 0],
		['[\n  {"runId":"a"},\n  {"runI', 1],
	])('counts %j', (text, depth) => {
		expect(formatTelemetryConfig({ url: EVENTS }, queueOf(text))).toBe(lines('active', EVENTS, 'not set', depth));
	});

	test('counts nothing in a folder, and changes nothing', () => {
		expect(formatTelemetryConfig({}, temporaryFolder())).toContain('0 entries');
	});

	test('is inactive under DO_NOT_TRACK', () => {
		vi.stubEnv('DO_NOT_TRACK', '1');
		expect(formatTelemetryConfig({ url: EVENTS }, none)).toContain(': inactive');
	});
});

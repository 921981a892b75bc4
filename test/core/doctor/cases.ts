import type { DatabaseFacts, ProbeResult } from '../../../source/core/doctor/facts.ts';
import { NO_DELIVERIES } from '../../../source/core/doctor/facts.ts';
import { file, type Given, NOW_MS } from './facts.ts';

export const URL_VARIABLE = 'MURMUR8_TELEMETRY_URL';
const KEY_VARIABLE = 'MURMUR8_TELEMETRY_KEY';
const URL_TEXT = 'https://receiver.example.invalid/x';
export const PORTAL_KEY = `mm8_${'0a'.repeat(32)}`;
const BASE = { [URL_VARIABLE]: URL_TEXT, MURMUR8_TELEMETRY_AUDIENCE: 'on' };

export const withKey = (raw: string, value = raw): Given => ({
	dotenv: { ...BASE, [KEY_VARIABLE]: value },
	dotenvText: `${URL_VARIABLE}=${URL_TEXT}\n${KEY_VARIABLE}=${raw}\n`,
});
const settingsFile = (problems: readonly string[], values = {}): NonNullable<Given['files']> => ({
	project: { values, problems },
});
const projectFile = file('.claude/telemetry-config.json');
const database = (more: Partial<DatabaseFacts>): Given => ({
	database: { file: file('.claude/murmur8.db'), companions: [], state: 'failed', reason: '', ...more },
});
export const failed = (
	step: 'lookup' | 'connect' | 'proxy' | 'tls',
	reason: string,
	statusCode?: number,
): ProbeResult => ({
	kind: 'failed',
	step,
	peer: 'receiver.example.invalid:443',
	reason,
	statusCode,
});
export const probe = (result: ProbeResult, proxy?: { peer: string; variable: string }): Given => ({
	probe: { result, proxy },
});
const proxy = { peer: '127.0.0.1:9', variable: 'https_proxy' };
export const answered = (dateMs: number): Given => probe({ kind: 'reached', dateHeader: '', dateMs });

const npm = (more: Partial<NonNullable<Given['npmPackage']>>): Given => ({
	npmPackage: {
		version: '4.7.12',
		signs: ['package.json'],
		skills: [],
		hasHooks: true,
		historyEntries: 12,
		files: [],
		...more,
	},
});
const skill = (state: 'absent' | 'current' | 'old' | 'changed' | 'torn') => ({ path: '.claude/commands/x.md', state });

/** What is planted, and the ids that are found; nothing else may be. */
export const CASES: readonly (readonly [name: string, given: Given, ids: readonly string[]])[] = [
	['a healthy project', {}, []],
	['no settings at all', { dotenv: {} }, ['no-url']],
	['an empty line of a template', { dotenv: { [URL_VARIABLE]: '' } }, ['no-url']],
	[
		'no settings outside a project',
		{ dotenv: {}, place: { root: '/', isHome: false, isProject: false, mainRoot: undefined } },
		['no-project'],
	],
	[
		'a linked worktree, nothing anywhere',
		{
			dotenv: {},
			dotenvFile: { kind: 'missing' },
			place: { root: '/b', isHome: false, isProject: true, mainRoot: '/a' },
		},
		['worktree-without-dotenv'],
	],
	[
		'a linked worktree with the main one’s .env',
		{ place: { root: '/b', isHome: false, isProject: true, mainRoot: '/a' } },
		[],
	],
	['a key and no URL', { dotenv: { [KEY_VARIABLE]: PORTAL_KEY } }, ['key-without-url']],
	[
		'http beyond loopback',
		{ dotenv: { ...BASE, [URL_VARIABLE]: 'http://receiver.example.invalid/' } },
		['url-plain-http'],
	],
	['http on loopback', { dotenv: { ...BASE, [URL_VARIABLE]: 'http://127.0.0.1:8080/' } }, []],
	[
		'http where https is demanded',
		{ dotenv: { ...BASE, [URL_VARIABLE]: 'http://receiver.example.invalid/', MURMUR8_TELEMETRY_REQUIRE_HTTPS: '1' } },
		['url-http-refused'],
	],
	['a URL that is none', { dotenv: { ...BASE, [URL_VARIABLE]: 'receiver' } }, ['url-unparsable']],
	[
		'a URL with a password',
		{ dotenv: { ...BASE, [URL_VARIABLE]: 'https://a:b@receiver.example.invalid/' } },
		['url-credentials'],
	],
	['another scheme', { dotenv: { ...BASE, [URL_VARIABLE]: 'file:///tmp/x' } }, ['url-scheme']],
	['a .env in the repository', { dotenvFile: { isTracked: true } }, ['dotenv-tracked']],
	['another program’s .env in the repository', { dotenv: {}, dotenvFile: { isTracked: true } }, ['no-url']],
	['a portal key', withKey(PORTAL_KEY), []],
	['a key of another receiver', withKey('token-abc'), []],
	['half a portal key', withKey('mm8_0a0a'), ['key-truncated']],
	['a quoted #', withKey('"abcd#efgh"', 'abcd#efgh'), []],
	['a comment behind the key', withKey('abcd # mine', 'abcd'), []],
	['a # inside the key', withKey('abcd#efgh', 'abcd'), ['key-cut-short']],
	['a # inside a portal key', withKey('mm8_0a#0a', 'mm8_0a'), ['key-cut-short']],
	['typographic quotes', withKey(`“${PORTAL_KEY}”`), ['key-quotes']],
	['low quotes', withKey(`„${PORTAL_KEY}“`), ['key-quotes']],
	['a blank inside the key', withKey('"ab cd"', 'ab cd'), ['key-characters']],
	['a bad key in the environment', { environment: { [KEY_VARIABLE]: 'schlüssel' } }, ['key-characters']],
	['a readable .env with a key', { ...withKey(PORTAL_KEY), dotenvFile: { mode: 0o640 } }, ['dotenv-readable']],
	['a readable .env without one', { dotenvFile: { mode: 0o644 } }, []],
	['an unknown audience', { dotenv: { ...BASE, MURMUR8_TELEMETRY_AUDIENCE: 'all' } }, ['audience-unknown']],
	['audience off', { dotenv: { ...BASE, MURMUR8_TELEMETRY_AUDIENCE: 'off' } }, ['audience-off']],
	['DO_NOT_TRACK=0', { environment: { DO_NOT_TRACK: '0' } }, []],
	['DO_NOT_TRACK=1', { environment: { DO_NOT_TRACK: '1' } }, ['audience-off']],
	[
		'operator-only on flat',
		{ dotenv: { ...BASE, MURMUR8_TELEMETRY_AUDIENCE: 'operator-only' } },
		['operator-only-on-flat'],
	],
	[
		'operator-only on envelope',
		{ dotenv: { ...BASE, MURMUR8_TELEMETRY_AUDIENCE: 'operator-only', MURMUR8_TELEMETRY_WIRE: 'envelope' } },
		[],
	],
	['user-only', { dotenv: { [URL_VARIABLE]: URL_TEXT } }, ['audience-default']],
	['an empty URL over one', { environment: { [URL_VARIABLE]: '' } }, ['empty-variable']],
	['an empty audience over one', { environment: { MURMUR8_TELEMETRY_AUDIENCE: ' ' } }, ['empty-variable']],
	['an empty wire, which is no off', { environment: { MURMUR8_TELEMETRY_WIRE: '' } }, []],
	[
		'another value that wins',
		{ environment: { MURMUR8_TELEMETRY_AUDIENCE: 'user-only' } },
		['overridden', 'audience-default'],
	],
	['the same value twice', { environment: { MURMUR8_TELEMETRY_AUDIENCE: 'on' } }, []],
	['a bad number', { environment: { MURMUR8_TELEMETRY_TIMEOUT_MS: 'soon' } }, ['setting-invalid']],
	[
		'a broken settings file',
		{ files: settingsFile(['telemetry-config.json is not a JSON object']), projectFile },
		['settings-file'],
	],
	[
		'an unreadable .env',
		{ dotenv: {}, files: { isDotenvUnreadable: true }, dotenvFile: { kind: 'directory' } },
		['settings-file', 'no-url'],
	],
	[
		'a URL that waits for trust',
		{ dotenv: {}, files: settingsFile([], { url: URL_TEXT }), projectFile },
		['waits-for-trust'],
	],
	['a directory for a database', database({ file: file('d', { kind: 'directory' }) }), ['database-place']],
	['a FIFO for its journal', database({ companions: [file('d-wal', { kind: 'fifo' })] }), ['database-place']],
	['a database without permission', database({ file: file('d', { isPermitted: false }) }), ['database-permission']],
	['garbage', database({ state: 'garbage', reason: 'file is not a database' }), ['database-garbage']],
	['a newer database', database({ state: 'newer' }), ['database-newer']],
	['a database that is locked', database({ reason: 'database is locked' }), ['database-failed']],
	[
		'a link for the history',
		{ published: [{ ...file('h', { kind: 'link' }), isInProject: true }] },
		['published-place'],
	],
	['a queue elsewhere', { published: [{ ...file('../q'), isInProject: false }] }, ['published-place']],
	[
		'a history that may not be written',
		{ published: [{ ...file('h', { isPermitted: false }), isInProject: true }] },
		['published-permission'],
	],
	['a file set aside', { setAside: ['.claude/h.corrupt-1'] }, ['set-aside']],
	['10 MB left', { freeBytes: 10_000_000 }, []],
	['less than 10 MB left', { freeBytes: 9_999_999 }, ['disk-space']],
	['a disk that says nothing', { freeBytes: undefined }, []],
	[
		'one program twice',
		{
			programs: [
				{ path: '/a', isNpmPackage: false },
				{ path: '/b', isNpmPackage: false },
			],
		},
		[],
	],
	[
		'two programs',
		{
			programs: [
				{ path: '/a', isNpmPackage: false },
				{ path: '/b', isNpmPackage: true },
			],
		},
		['two-programs'],
	],
	['no address', probe(failed('lookup', 'ENOTFOUND')), ['dns']],
	['refused', probe(failed('connect', 'ECONNREFUSED')), ['connection']],
	['no TLS', probe(failed('tls', 'EPROTO')), ['tls']],
	['a proxy without an address', probe(failed('lookup', 'ENOTFOUND'), proxy), ['proxy-unreachable']],
	['a proxy that refuses', probe(failed('connect', 'ECONNREFUSED'), proxy), ['proxy-unreachable']],
	['a proxy that wants a name', probe(failed('proxy', 'HTTP/1.1 407', 407), proxy), ['proxy-refuses']],
	['a proxy that forbids', probe(failed('proxy', 'HTTP/1.1 403', 403), proxy), ['proxy-refuses']],
	['no TLS behind a proxy', probe(failed('tls', 'EPROTO'), proxy), ['tls']],
	['five minutes apart', answered(NOW_MS - 300_000), []],
	['more than five minutes ahead', answered(NOW_MS - 300_001), ['clock']],
	['more than five minutes behind', answered(NOW_MS + 300_001), ['clock']],
	['no date', answered(Number.NaN), []],
	[
		'a sink that failed, and one that is no longer configured',
		{
			dotenv: { ...BASE, MURMUR8_TELEMETRY_SINKS: '[{"kind":"stderr"},{"kind":"json-file","path":"a"}]' },
			delivery: {
				...NO_DELIVERIES,
				failingSinks: [
					{ sink: '2 json-file', failed: 3, reason: 'EACCES' },
					{ sink: '1 otlp', failed: 9, reason: 'ECONNREFUSED' },
				],
			},
		},
		['sink-failing'],
	],
	[
		'a sink whose header needs a variable',
		{
			dotenv: {
				...BASE,
				MURMUR8_TELEMETRY_SINKS:
					'[{"kind":"otlp","endpoint":"https://example.com","headers":{"a":"env:MURMUR8_TEST_NOT_SET","b":"c"}}]',
			},
		},
		['sink-variable'],
	],
	['events dropped', { delivery: { ...NO_DELIVERIES, dropped: 3 } }, ['dropped']],
	['a slug that is no file name', { delivery: { ...NO_DELIVERIES, unsafeSlugs: ['a/b'] } }, ['unsafe-slug']],
	['events waiting untried', { delivery: { ...NO_DELIVERIES, waiting: 2 } }, ['waiting']],
	[
		'events waiting for a busy server',
		{
			delivery: {
				...NO_DELIVERIES,
				waiting: 2,
				stuck: { result: 'transient', sinceMs: 0, statusCode: 503, reason: 'busy' },
			},
		},
		['waiting'],
	],
	[
		'events held up',
		{
			delivery: {
				...NO_DELIVERIES,
				waiting: 2,
				stuck: { result: 'configuration', sinceMs: 0, statusCode: 404, reason: 'no' },
			},
		},
		['stuck'],
	],
	[
		'a rejection',
		{ delivery: { ...NO_DELIVERIES, rejected: 1, newestRejection: { atMs: 5, reason: 'no' } } },
		['rejected'],
	],
	[
		'a rejection and a delivery since',
		{ delivery: { ...NO_DELIVERIES, rejected: 1, newestRejection: { atMs: 5, reason: 'no' }, lastDeliveredMs: 6 } },
		['rejected-before'],
	],
	['the npm package, set up', npm({ skills: [skill('current')] }), ['npm-package']],
	['the npm package, nothing known of it', npm({ version: undefined, historyEntries: undefined }), ['npm-package']],
	['its skill as it came', npm({ skills: [skill('absent')], hasHooks: false }), ['npm-package', 'npm-skill']],
	[
		'its skill and no endpoint',
		{ ...npm({ skills: [skill('absent')] }), dotenv: {} },
		['no-url', 'npm-package', 'npm-skill'],
	],
	['older lines', npm({ skills: [skill('old')] }), ['npm-package', 'npm-skill']],
	['lines that were changed', npm({ skills: [skill('changed')] }), ['npm-package', 'npm-skill']],
	['lines that are torn', npm({ skills: [skill('torn')] }), ['npm-package', 'npm-skill']],
	['lines without hooks', npm({ skills: [skill('current')], hasHooks: false }), ['npm-package', 'npm-skill']],
	[
		'its own settings beside shared ones',
		npm({ files: ['retry-config.json', 'stack-config.json', 'cost-config.json'] }),
		['npm-package', 'npm-settings'],
	],
	['shared settings alone', npm({ files: ['implement-queue.json', 'cost-config.json'] }), ['npm-package']],
];

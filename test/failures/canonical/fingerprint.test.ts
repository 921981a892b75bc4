import { expect, test } from 'vitest';
import { canonicalTrace } from '../../../source/failures/canonical/canonical-trace.ts';
import { sampleOf } from '../../../source/failures/canonical/sample.ts';
import { extractTraces } from '../../../source/failures/traces/extractor.ts';
import { fingerprintsOf } from '../../support/traces/fingerprints.ts';
import { readFixtures } from '../../support/traces/fixtures.ts';

const LOG = [
	'Error: connect ECONNREFUSED 10.0.0.1:5432',
	'    at TCPConnectWrap.afterConnect (node:net:1637:16)',
	'    at Pool.connect (/app/node_modules/pg/lib/pool.js:45:11)',
	'    at async loadUsers (/app/src/users/load.js:12:5)',
	'    at async /app/src/server.js:8:3',
];

const one = (lines: readonly string[]): string => {
	const all = fingerprintsOf(`before\n${lines.join('\n')}\nafter\n`);
	expect(all).toHaveLength(1);
	return all[0] ?? '';
};

const GREY = '\u001B[90m';
const RED = '\u001B[31m';
const PLAIN = '\u001B[39m';
const DIFFERENT: Readonly<Record<string, (line: string, index: number) => string>> = {
	'another checkout': (line) => line.replace('/app/', '/builds/4711/acme/app/'),
	Windows: (line) =>
		line.replace(/\/app\/([\w/.]+)/, (_, rest: string) => `C:\\work\\app\\${rest.replaceAll('/', '\\')}`),
	'file URLs': (line) => line.replace('/app/', 'file:///app/'),
	sanitised: (line) => line.replace('/app/', '/home/<USER>/app/'),
	'shifted lines': (line) =>
		line.replace(
			/:(\d+):(\d+)(\)?)$/,
			(_, row: string, column: string, end: string) => `:${Number(row) + 40}:${Number(column) + 2}${end}`,
		),
	colours: (line, index) => (index === 0 ? `${RED}${line}${PLAIN}` : `    ${GREY}at ${PLAIN}${line.slice(7)}`),
	'CI times': (line, index) => `2026-01-02T03:04:0${index}.1234567Z ${line}`,
	'Jenkins times': (line, index) => `[2026-01-02T03:04:0${index}.123Z] ${line}`,
	'GitLab times': (line, index) => `2026-01-02T03:04:0${index}.123456Z 01E ${line}`,
	'docker compose': (line) => `web-1  | ${line}`,
	kubectl: (line) => `[pod/web-5d4f/app] ${line}`,
	'a time behind a container': (line, index) => `api_1 | 2026-01-02 03:04:0${index},123 ${line}`,
	syslog: (line) => `Jan  2 03:04:05 host node[123]: ${line}`,
	'a task runner': (line) => `@acme/web:test: ${line}`,
	BuildKit: (line, index) => `#12 1.23${index} ${line}`,
	npm: (line) => `npm error ${line}`,
	'Windows line ends': (line) => `${line}\r`,
	tabs: (line) => line.replace(/^ {4}/, '\t'),
	'no indentation': (line) => line.trimStart(),
	'an uncaught error': (line, index) => (index === 0 ? `Uncaught ${line}` : line),
	'another address': (line) => line.replace('10.0.0.1:5432', '10.9.8.7:6000'),
};

test.each(Object.entries(DIFFERENT))('the same error: %s', (_name, change) => {
	expect(one(LOG.map(change))).toBe(one(LOG));
});

test('hashes in the names of bundled files', () => {
	const bundled = (hash: string) => [
		'TypeError: x is not a function',
		`    at run (https://example.com/assets/main.${hash}.js:1:23456)`,
		`    at start (https://example.com/assets/vendor-${hash.slice(0, 8)}.js:1:99)`,
	];
	expect(one(bundled('0a1b2c3d4e5f6071'))).toBe(one(bundled('ff0edd1cbbaa0099')));
});

test.each(['Error: connect ECONNRESET', 'TypeError: connect ECONNREFUSED'])('another error: %s', (header) => {
	expect(one([header, ...LOG.slice(1)])).not.toBe(one(LOG));
});

test('another function of the project, or another file, is another error', () => {
	expect(one(LOG.map((line) => line.replace('loadUsers', 'loadOrders')))).not.toBe(one(LOG));
	expect(one(LOG.map((line) => line.replace('load.js', 'read.js')))).not.toBe(one(LOG));
});

test('what a library does in between changes nothing', () => {
	const without = LOG.filter((line) => !/node_modules|node:/.test(line));
	expect(one(without)).toBe(one(LOG));
});

test('engines word and draw one error in their own ways', () => {
	const v8 = [
		"TypeError: Cannot read properties of undefined (reading 'name')",
		'    at Cart.total (https://example.com/app.js:10:20)',
		'    at new Order (https://example.com/app.js:30:5)',
		'    at https://example.com/app.js:44:3',
		'    at Array.forEach (<anonymous>)',
		'    at async checkout (https://example.com/app.js:50:1)',
	];
	const spiderMonkey = [
		'TypeError: can\'t access property "name", user is undefined',
		'total@https://example.com/app.js:10:18',
		'Order@https://example.com/app.js:30:9',
		'checkout/<@https://example.com/app.js:44:7',
		'async*checkout@https://example.com/app.js:50:11',
	];
	const javaScriptCore = [
		"TypeError: undefined is not an object (evaluating 'user.name')",
		'total@https://example.com/app.js:10:24',
		'Order@https://example.com/app.js:30:14',
		'@https://example.com/app.js:44:9',
		'forEach@[native code]',
		'checkout@https://example.com/app.js:50:20',
	];
	expect(one(spiderMonkey)).toBe(one(v8));
	expect(one(javaScriptCore)).toBe(one(v8));
});

test('1,000 different errors have 1,000 fingerprints', () => {
	const words = ['cart', 'order', 'user', 'price', 'stock', 'mail', 'page', 'token', 'query', 'cache'];
	const logs: string[] = [];
	for (const [first, one] of words.entries()) {
		for (const other of words) {
			for (const third of words) {
				// A third each differ only in the message, the function, or the file.
				const [message, name, file] = [
					[`${one} has no ${other} for the ${third}`, 'run', 'a.js'],
					['it failed', `${one}${other}Of${third}`, 'a.js'],
					['it failed', 'run', `${one}-${other}-${third}.js`],
				][first % 3] as [string, string, string];
				logs.push(
					`TypeError: ${message}\n    at ${name} (/app/src/${file}:1:2)\n    at main (/app/src/main.js:3:4)\n\n`,
				);
			}
		}
	}
	expect(new Set(logs).size).toBe(1000);
	const all = fingerprintsOf(logs.join('done\n'));
	expect(all).toHaveLength(1000);
	expect(new Set(all).size).toBe(1000);
});

test('every fixture is an error of its own', ({ skip }) => {
	const fixtures = readFixtures();
	if (!fixtures) return skip('no fixture was tried');
	const all = Object.values(fixtures).flatMap(fingerprintsOf);
	expect(new Set(all).size).toBe(Object.keys(fixtures).length - 1);
});

test('causes belong to an error; what other goroutines did does not', () => {
	const java = (cause: string) =>
		`java.lang.RuntimeException: no\n\tat acme.A.b(A.java:1)\nCaused by: ${cause}\n\tat acme.C.d(C.java:2)\n`;
	expect(fingerprintsOf(java('acme.NotFound: x'))).not.toEqual(fingerprintsOf(java('acme.Denied: x')));
	const go = (other: string) =>
		`panic: no\n\ngoroutine 1 [running]:\nmain.a()\n\ta.go:1 +0x1\n\ngoroutine 7 [select]:\nmain.${other}()\n\tb.go:2 +0x1\n`;
	expect(fingerprintsOf(go('x'))).toEqual(fingerprintsOf(go('y')));
});

test('a backtrace that the environment asked for changes nothing', () => {
	const panic = "thread 'main' panicked at src/lib.rs:2:39:\nindex out of bounds: the len is 0 but the index is 0\n";
	const stack =
		'stack backtrace:\n   0: std::panicking::begin\n             at /rustc/5980761/library/std/src/panicking.rs:689:5\n   1: app::first\n             at ./src/lib.rs:2:39\n';
	expect(fingerprintsOf(panic + stack)).toEqual(fingerprintsOf(panic));
	expect(fingerprintsOf(panic)).toHaveLength(1);
});

test('how deep a recursion went does not matter', () => {
	const log = (depth: number) =>
		`RangeError: Maximum call stack size exceeded\n${'    at walk (/app/tree.js:5:9)\n'.repeat(depth)}    at main (/app/main.js:1:1)\n`;
	expect(fingerprintsOf(log(3))).toEqual(fingerprintsOf(log(9)));
});

test('a sample names no line and no folder, and is at most 4 KiB', () => {
	const [trace] = extractTraces(LOG.join('\n'));
	if (!trace) throw new Error('no trace');
	expect(sampleOf(trace)).toBe(
		'Error: connect ECONNREFUSED 10.0.0.1:5432\n    at loadUsers (load.js:LINE)\n    at server.js:LINE',
	);
	expect(canonicalTrace(trace).frames).toEqual(['loadUsers@load.js', '<anonymous>@server.js']);
	const long = sampleOf({ ...trace, message: '🙂'.repeat(4000) });
	expect(Buffer.byteLength(long)).toBeLessThanOrEqual(4096);
	expect(long.isWellFormed()).toBe(true);
});

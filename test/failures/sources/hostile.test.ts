import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutsOf } from '../../support/cuts.ts';
import { foundIn } from '../../support/found.ts';

const STACK = 'TypeError: no cart\n    at total (/srv/shop/cart.js:3:36)\n';
const JUNIT = `<?xml version="1.0"?>
<!-- by nobody -->
<testsuites name="all">
<testsuite name="cart" timestamp="2026-11-20T10:00:00">
<system-out><![CDATA[${'noise <&> '.repeat(30)}]]></system-out>
<testcase classname="cart" name="adds &lt;b&gt; &#228; 'q'" file="cart.js" line="7"><failure message="no &quot;cart&quot;" type="TypeError"><![CDATA[${STACK}]]></failure></testcase>
<testcase classname="cart" name="loads"><error message="no row" type="RangeError">RangeError: no row
    at load (/srv/shop/cart.js:9:1)</error></testcase>
<testcase classname="cart" name="passes"/>
</testsuite></testsuites>
`;
const JEST = JSON.stringify({
	numTotalTests: 2,
	startTime: 1_795_000_000_000,
	testResults: [
		{
			assertionResults: [
				{ status: 'passed', ancestorTitles: [], title: 'passes', failureMessages: [] },
				{ status: 'failed', ancestorTitles: ['cart'], title: 'adds "ä" \\ 🙂', failureMessages: [STACK] },
			],
			status: 'failed',
			message: 'again: everything',
			name: '/srv/shop/cart.test.js',
		},
	],
});
const TAP = `TAP version 13\nnot ok 1 - adds\n  ---\n  error: 'no cart'\n  name: 'TypeError'\n  stack: |-\n    total (file:///srv/cart.mjs:3:36)\n  ...\nok 2 - passes\n1..2\n`;
const LOG = `\u001B[31mError: x\u001B[39m\r\n    at f (/a/b.js:1:2)\r\n\0\uFEFFü🙂\n${STACK}`;
const SOURCES: Readonly<Record<string, string>> = { JUNIT, JEST, TAP, LOG };
const WANTED: Readonly<Record<string, number>> = { JUNIT: 2, JEST: 1, TAP: 1, LOG: 2 };

const utf16 = (text: string, isBig = false): Uint8Array => {
	const bytes = Buffer.from(text, 'utf16le');
	return isBig ? bytes.swap16() : bytes;
};

describe.each(Object.entries(SOURCES))('%s', (name, text) => {
	const whole = foundIn(text);
	test('is read in full', () => {
		expect(whole.summary).toMatchObject({ failures: WANTED[name], problems: [] });
	});

	test('however it is cut, the same is found', () => {
		fc.assert(
			fc.property(fc.nat(), (seed) => {
				const bytes = Buffer.from(text);
				expect(foundIn(bytes, cutsOf(seed, bytes.length))).toEqual(whole);
			}),
			{ numRuns: 60 },
		);
		const bytes = Buffer.from(text);
		expect(foundIn(bytes, Array.from(bytes.keys()).slice(1))).toEqual(whole);
	});

	test('a byte order mark, UTF-16 of both kinds, and UTF-16 without a mark change nothing', () => {
		expect(foundIn(`\uFEFF${text}`)).toEqual(whole);
		expect(foundIn(utf16(`\uFEFF${text}`))).toEqual(whole);
		expect(foundIn(utf16(`\uFEFF${text}`, true), [1, 2, 3, 4, 5])).toEqual(whole);
		if (name !== 'LOG') expect(foundIn(utf16(text))).toEqual(whole);
	});

	test('cut off anywhere, or with a byte changed, nothing throws, and no failure is made up', () => {
		const bytes = Buffer.from(text);
		fc.assert(
			fc.property(fc.nat(bytes.length), fc.nat(bytes.length - 1), fc.nat(255), (end, at, byte) => {
				const cut = foundIn(bytes.subarray(0, end));
				expect(cut.summary.failures).toBeLessThanOrEqual(whole.summary.failures);
				const changed = Buffer.from(bytes);
				changed[at] = byte;
				foundIn(changed);
			}),
			{ numRuns: 100 },
		);
	});
});

test('whatever bytes come, nothing throws', () => {
	const start = fc.constantFrom(
		'',
		'<testsuites>',
		'<testsuite><testcase>',
		'{"testResults":[',
		'TAP version 13\n',
		'\uFEFF',
	);
	fc.assert(
		fc.property(start, fc.uint8Array({ maxLength: 400 }), (head, bytes) => {
			foundIn(Buffer.concat([Buffer.from(head), bytes]));
		}),
		{ numRuns: 300 },
	);
});

test('of a report that breaks, what came before counts, and where it broke is told', () => {
	const broken = JUNIT.replace('<testcase classname="cart" name="passes"/>', '<testcase>&nope;</wrong>');
	expect(foundIn(broken).summary).toMatchObject({
		failures: 2,
		problems: [
			{ kind: 'malformed', reason: expect.stringMatching(/^broken XML near line \d+; what came before counts$/) },
		],
	});
	expect(foundIn(JUNIT.slice(0, JUNIT.indexOf('name="passes"'))).summary).toMatchObject({
		failures: 2,
		problems: [{ kind: 'malformed' }],
	});
	expect(foundIn(`${JEST.slice(0, -4)}`).summary).toMatchObject({
		format: 'jest',
		failures: 1,
		problems: [{ kind: 'malformed', reason: 'JSON that ends too early, in line 1; what came before counts' }],
	});
	expect(foundIn(JEST.slice(0, -1)).summary).toMatchObject({ problems: [{ kind: 'malformed' }] });
});

test('a type of document is refused: it could define entities', () => {
	const bomb = `<!DOCTYPE x [<!ENTITY a "${'b'.repeat(20)}"><!ENTITY c "&a;&a;">]>${JUNIT.replace('no row', '&c;')}`;
	for (const source of [`<?xml version="1.0"?>${bomb}`, bomb, bomb.replace('DOCTYPE', 'doctype')]) {
		expect(foundIn(source.replace('<?xml version="1.0"?>\n', '')).summary).toMatchObject({
			format: 'junit',
			failures: 0,
			problems: [{ kind: 'refused', reason: 'XML that declares a type of document; what came before counts' }],
		});
	}
});

test.each([
	['levels', `<testsuites>${'<testsuite>'.repeat(100_000)}`],
	['attributes', `<testsuites ${'a="b" '.repeat(400_000)}>`],
	['a name', `<testsuites><${'a'.repeat(2_000_000)}`],
])('XML of too many %s is refused', (_, text) => {
	expect(foundIn(text).summary.problems).toHaveLength(1);
});

test('JSON of too many levels is told', () => {
	expect(foundIn(`{"testResults":${'['.repeat(100_000)}`).summary).toMatchObject({ problems: [{ kind: 'malformed' }] });
});

const CHUNKS = Array.from({ length: 70 }, (_, index) => (index + 1) * 65_521);

test('texts of megabytes are cut, and what stands behind them is read', () => {
	const long = 'x&amp;y '.repeat(700_000);
	const xml = JUNIT.replace('<testcase ', `<system-out>${long}</system-out><testcase a="${long}" `);
	expect(foundIn(xml).summary).toMatchObject({ failures: 2, problems: [] });
	const json = JEST.replace(
		'"numTotalTests"',
		`"${'k'.repeat(9_000)}":"${'\\u00e4\\\\'.repeat(600_000)}","numTotalTests"`,
	);
	expect(foundIn(json).summary).toMatchObject({ failures: 1, problems: [] });
	const inside = JEST.replace('TypeError: no cart', `TypeError: no cart ${'\\u00e4'.repeat(600_000)}`);
	expect(foundIn(inside).failures[0]?.trace.className).toBe('TypeError');
	for (const source of [
		`${'x'.repeat(5_000_000)}\n${STACK}`,
		`TAP version 13\n${'x'.repeat(5_000_000)}\nnot ok 1 - adds\n`,
	]) {
		expect(foundIn(source, CHUNKS).summary).toMatchObject({
			failures: 1,
			lines: source.split('\n').length - 1,
		});
	}
});

test('what a report says is sanitised, wherever it says it', () => {
	const address = 'jane@corp-mail.example.org';
	const xml = JUNIT.replaceAll('cart"', `cart ${address}"`).replaceAll(
		'no row',
		`no row of ${address.replace('@', '&#64;')}`,
	);
	const json = JEST.replaceAll('cart', `cart of ${address.replace('@', '\\u0040')} `);
	const tap = TAP.replaceAll('adds', `adds ${address}`).replaceAll('no cart', address);
	for (const source of [xml, json, tap]) {
		const { failures, summary } = foundIn(source);
		expect(failures.length).toBeGreaterThan(0);
		expect(JSON.stringify(failures)).not.toContain('jane');
		expect(JSON.stringify(failures)).toContain('<EMAIL>');
		expect(summary.sanitised.get('email')).toBeGreaterThan(1);
	}
});

test('what a program prints between lines of TAP is read as a log', () => {
	const { failures, summary } = foundIn(`${TAP}RangeError: died\n    at run (/srv/run.js:9:9)\n# the end\n${STACK}`);
	expect(summary).toMatchObject({ format: 'tap', failures: 3 });
	expect(failures.map(({ trace }) => [trace.test, trace.className, trace.logLine])).toEqual([
		['adds', 'TypeError', 2],
		[undefined, 'RangeError', 11],
		[undefined, 'TypeError', 14],
	]);
});

test('lines of JSON that are no transcript are a log', () => {
	const line = JSON.stringify({ level: 50, msg: 'no' });
	expect(foundIn(`${line}\n${STACK}${line}\n${line}\n`).summary).toMatchObject({
		format: 'log',
		failures: 1,
		problems: [],
	});
	expect(foundIn(`${line}\n${line}\n${STACK}`).summary).toMatchObject({ format: 'log', failures: 1, problems: [] });
});

test('what is no log of anything is told', () => {
	expect(foundIn('').summary).toMatchObject({ format: 'empty', lines: 0 });
	expect(foundIn(new Uint8Array(5_000).map((_, index) => index % 7)).summary).toMatchObject({ format: 'binary' });
	expect(foundIn('{"a": 1}').summary).toMatchObject({ format: 'json', failures: 0, problems: [] });
	expect(foundIn('<html><body>no</body></html>').summary).toMatchObject({ format: 'log' });
	expect(foundIn(`{ not JSON\n${STACK}`).summary).toMatchObject({ format: 'log', failures: 1 });
});

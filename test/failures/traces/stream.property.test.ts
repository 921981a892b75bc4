import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extractTraces, TraceExtractor } from '../../../source/failures/traces/extractor.ts';
import { LINE_RULES } from '../../../source/failures/traces/table/rules.ts';
import type { Trace } from '../../../source/failures/traces/trace.ts';
import { cutsOf } from '../../support/cuts.ts';
import { fingerprint } from '../../support/traces/fingerprints.ts';

function inChunks(bytes: Uint8Array, cuts: readonly number[]): readonly Trace[] {
	const traces: Trace[] = [];
	const extractor = new TraceExtractor((trace) => traces.push(trace));
	let from = 0;
	for (const cut of [...cuts, bytes.length]) {
		// A chunk of its own, overwritten afterwards: nothing of it may be kept.
		const chunk = new Uint8Array(bytes.subarray(from, cut));
		extractor.push(chunk);
		chunk.fill(0x21);
		from = cut;
	}
	extractor.end();
	return traces;
}

const LINES = [
	...LINE_RULES.flatMap(({ examples }) => examples.map(([line]) => line)),
	'Error: no',
	'java.lang.IllegalStateException: no',
	'Exception in thread "main" a.B: no',
	'KeyError: 1',
	'src/a.ts',
	'',
	'anything else',
	'\u001B[31mError: red\u001B[39m',
	`long ${'x'.repeat(5000)}`,
	'\0\uFEFFü🙂',
];
const LEADS = ['', '    ', '\t', 'web-1  | ', 'api-1  | ', '2026-01-02T03:04:05Z ', '[ERROR] ', 'npm error ', '  | '];
const anyLog = fc
	.array(
		fc.tuple(
			fc.constantFrom(...LEADS),
			fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...LINES) }, fc.string()),
			fc.constantFrom('\n', '\n', '\r\n'),
		),
		{
			maxLength: 60,
		},
	)
	.map((parts) => parts.map((part) => part.join('')).join(''));

test('whatever is put together: nothing throws, and cuts change nothing', () => {
	fc.assert(
		fc.property(anyLog, fc.nat(), (log, seed) => {
			const bytes = Buffer.from(log);
			const whole = inChunks(bytes, []);
			expect(inChunks(bytes, cutsOf(seed, bytes.length))).toEqual(whole);
			for (const trace of whole) {
				expect(fingerprint(trace)).toMatch(/^sha256-[0-9a-f]{64}$/);
				for (const { line, column } of trace.frames) {
					expect(line === undefined || Number.isSafeInteger(line)).toBe(true);
					expect(column === undefined || Number.isSafeInteger(column)).toBe(true);
				}
			}
		}),
		{ numRuns: Number(process.env['TRACE_RUNS'] ?? 1500), seed: 5 },
	);
});

const V8 = [
	'TypeError: no list',
	'    at first (/app/a.js:1:2)',
	'    at second (/app/b.js:3:4)',
	'    at third (/app/c.js:5:6)',
];
const PYTHON = [
	'Traceback (most recent call last):',
	'  File "/app/a.py", line 1, in <module>',
	'    run()',
	'  File "/app/b.py", line 2, in run',
	'    {}["x"]',
	"KeyError: 'x'",
];
const JAVA = [
	'java.lang.IllegalStateException: no',
	'\tat acme.A.b(A.java:1)',
	'\tat acme.C.d(C.java:2)',
	'Caused by: acme.E: why',
	'\tat acme.F.g(F.java:3)',
	'\t... 2 more',
];

test('several containers that write at the same time: each keeps its own errors', () => {
	const speakers = [V8, PYTHON, JAVA].map((lines, index) => lines.map((line) => `svc-${index}  | ${line}`));
	const alone = [V8, PYTHON, JAVA].flatMap((lines) => extractTraces(lines.join('\n')).map(fingerprint)).toSorted();
	fc.assert(
		fc.property(fc.infiniteStream(fc.nat({ max: 2 })), (choices) => {
			const left = speakers.map((lines) => [...lines]);
			const log: string[] = [];
			for (const choice of choices) {
				const line = left[choice]?.shift() ?? left.find((lines) => lines.length > 0)?.shift();
				if (line === undefined) break;
				log.push(line);
			}
			expect(extractTraces(log.join('\n')).map(fingerprint).toSorted()).toEqual(alone);
		}),
		{ numRuns: 300, seed: 6 },
	);
});

test('lines of others inside of a stack', () => {
	const between = ['GET /health 200', 'worker 3 is ready', ''];
	const log = (lines: readonly string[]) =>
		lines.flatMap((line, index) => (index === 0 ? [line] : [line, between[index % 3] ?? '']));
	for (const lines of [V8, JAVA, PYTHON]) {
		expect(extractTraces(log(lines).join('\n')).map(fingerprint)).toEqual(
			extractTraces(lines.join('\n')).map(fingerprint),
		);
	}
});

test.each([
	['a line without end', 'x'.repeat(3_000_000)],
	['a frame without end', `    at ${'f.'.repeat(1_000_000)} (a.js:1:2)`],
	['empty lines', '\n'.repeat(1_000_000)],
	['a stack without end', `Error: deep\n${'    at f (/app/a.js:1:2)\n'.repeat(100_000)}`],
	[
		'causes without end',
		`a.B: no\n\tat a.B.c(B.java:1)\n${'Caused by: a.B: no\n\tat a.B.c(B.java:1)\n'.repeat(20_000)}`,
	],
	[
		'speakers without end',
		Array.from({ length: 20_000 }, (_, index) => `svc-${index} | Error: no\nsvc-${index} |     at f (a.js:1:2)\n`).join(
			'',
		),
	],
	['colours', '\u001B[31m'.repeat(400_000)],
	[
		'failed tests without end',
		Array.from({ length: 30_000 }, (_, index) => `--- FAIL: Test${index} (0.00s)\n`).join(''),
	],
])('hostile: %s', (_name, log) => {
	for (const trace of extractTraces(log)) {
		expect(trace.frames.length).toBeLessThanOrEqual(250);
		expect(trace.causes.length).toBeLessThanOrEqual(51);
	}
});

test('a deep stack stays one error', () => {
	expect(extractTraces(`Error: deep\n${'    at f (/app/a.js:1:2)\n'.repeat(100_000)}`)).toHaveLength(1);
});
